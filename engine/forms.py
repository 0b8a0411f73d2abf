"""How results show themselves in a notebook; the renderers are loaded when one is first shown."""

from __future__ import annotations

from knowledge.forms import Form

NOTEBOOK = Form("HTML of a notebook", ("engine.notebook",))
