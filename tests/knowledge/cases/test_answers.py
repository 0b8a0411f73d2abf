"""An answer written as text, read as its attribute's type.

What cannot be read stays, for the case model to refuse.
"""

from __future__ import annotations

import pytest

from knowledge.base import load
from knowledge.cases.answers import nearest_answer, read_answer


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("author_leaving", "yes", True),
        ("author_leaving", " TRUE ", True),
        ("author_leaving", "Y", True),
        ("author_leaving", "1", True),
        ("author_leaving", "no", False),
        ("author_leaving", "N", False),
        ("author_leaving", "0", False),
        ("author_leaving", "perhaps", "perhaps"),
        ("author_leaving", "", ""),
        ("controls.monitoring", "false", False),
        ("customer_channels", "chatbot", ["chatbot"]),
        ("customer_channels", "chatbot, other", ["chatbot", "other"]),
        ("customer_channels", "chatbot;other", ["chatbot", "other"]),
        ("customer_channels", "chatbot|other", ["chatbot", "other"]),
        ("customer_channels", "['chatbot', \"other\"]", ["chatbot", "other"]),
        ("customer_channels", "none", []),
        ("customer_channels", "NONE", []),
        ("customer_channels", "[]", []),
        ("annex_i_product", "none", "none"),
        ("exposure", " public ", "public"),
        ("volume_multiple", "12.5", 12.5),
        ("volume_multiple", "1e3", 1000.0),
        ("volume_multiple", "ten", "ten"),
        ("business_units", "3", 3),
        ("business_units", "-3", -3),
        ("business_units", "3.0", "3.0"),
        ("business_units", "3 units", "3 units"),
        ("starts_on", " 2026-11-22 ", "2026-11-22"),
        ("sector", "retail, mostly", "retail, mostly"),
    ],
)
def test_a_text_is_read_as_its_attributes_type(name, text, value):
    found = read_answer(load().attributes[name], text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "text", "meant"),
    [
        ("volume_multiple", "3,5", "3.5"),
        ("volume_multiple", "1.234,5", "1234.5"),
        ("volume_multiple", "1\u202f234,5", "1234.5"),
        ("volume_multiple", "1.234", None),  # two readings
        ("volume_multiple", "-3,5", None),  # it is never less than nought
        ("volume_multiple", "3,5 Mio", None),
        ("business_units", "1 234", "1234"),
        ("business_units", "1.234,5", None),  # no whole number
        ("beliefs", "Keine", "[]"),
        ("annex_iii", "aucun", "[]"),
        ("exposure", "keine", None),
        ("exposure", "publik", "public"),
    ],
)
def test_what_is_no_answer_names_the_one_that_it_may_mean(name, text, meant):
    assert nearest_answer(load().attributes[name], text) == meant
