"""The fields of a form that a browser sent, and answers as they are clicked or typed."""

from __future__ import annotations

from starlette.datastructures import FormData


def field(form: FormData, name: str) -> str:
    """A field's text; empty where there is none."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def answer(form: FormData) -> str:
    """An answer: what was clicked or typed; several members with commas between them.

    None of them for an empty list.
    """
    values = [value for value in form.getlist("value") if isinstance(value, str)]
    if "members" in form:
        return (
            next((value for value in values if value in ("none", "unknown")), "")
            or ", ".join(values)
            or "none"
        )
    return values[-1] if values else ""
