"""Packs that change what others say: the small knowledge of the seeded faults, and more on it."""

from __future__ import annotations

import shutil

from knowledge import load
from tests.places import SEEDED_FAULTS

WORK = "- {work: policy, title: a policy, cited_as: P}\n"
SOURCE = "source: {work: policy, at: '1'}, basis: stated"
RELEASED = f"- {{exception: demonstration, override: A reason., lifts: [scale], {SOURCE}}}"
SMALL = SEEDED_FAULTS / "base"


def small(*packs):
    return load([SMALL, *packs], shipped=False)


def whole(folder, *packs):
    """A folder that holds a knowledge base whole: the small one, and these packs on top of it."""
    shutil.copytree(SMALL, folder / "base")
    for pack in packs:
        shutil.copy(pack, folder)
    order = ["base", *(pack.name for pack in packs)]
    (folder / "ORDER").write_text("\n".join(order), encoding="utf-8")
    return folder


def scale(when):
    return f"- {{trigger: scale, override: A reason., when: '{when}', {SOURCE}}}"


def parameter(name, value):
    return (
        f"- {{parameter: {name}, override: A reason., values: [{{value: {value}, "
        f"source: {{work: policy, at: '1'}}}}], basis: stated}}"
    )
