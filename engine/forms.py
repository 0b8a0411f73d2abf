"""The forms of answers; renderers register for the types that they render."""

from __future__ import annotations

from knowledge.forms import Form

HTML = Form("HTML", ("engine.notebook",))  # a table in a notebook
PROOF = Form("proof over all further answers", ("engine.proof.reach",))
TURNING = Form("proof which questions matter", ("engine.proof.sensitivity",))
