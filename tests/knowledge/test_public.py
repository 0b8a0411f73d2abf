"""Public names are imported when they are first asked for."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from knowledge.public import public_names


def test_a_name_is_found_in_its_module_and_kept(monkeypatch):
    package = ModuleType("house")
    monkeypatch.setitem(sys.modules, "house", package)
    find, names = public_names("house", {"fractions": ("Fraction",), "decimal": ("Decimal",)})
    assert names() == ["Decimal", "Fraction"]
    assert "Fraction" not in vars(package)
    assert find("Fraction") is vars(package)["Fraction"]


def test_a_name_that_is_not_public_is_told():
    find, _ = public_names("house", {"fractions": ("Fraction",)})
    with pytest.raises(AttributeError, match=r"^module 'house' has no attribute 'gcd'$"):
        find("gcd")
