"""Conditions that the fuzzer throws, made of the words of conditions, and nasty texts."""

from __future__ import annotations

from hypothesis import strategies as st

NASTY = [
    "!!python/object/apply:os.system [id]", "&a", "*a", "<<: *a", "? ", "- ", ": ", "{", "}", "[",
    "]", "|", ">-",
    "'", '"', "#", "%YAML 1.1", "---", "...",
    "\0", "\x1b[2J", "\u202e", "\ufeff", "\ud7ff", "\U0001f600", "\t", "\r", "\x85", "\u2028",
    "\\ud800", "\\0", "\\x1b",
    "null", "~", "yes", "no", "0x" + "f" * 50,
    "1:1:1", "1:1.5", "1e999", "-.inf", ".nan", "9" * 30, "-1", "0", "1_000", "0o7", "2026-02-30",
    "0001-01-01", "9999-12-31",
    "2026-01-01 10:00:00",
    "__class__", "__import__('os')", "eval", "lambda: 0", "{low.__class__}", "{low!r:>99}", "{0}",
    "{", "</script><script>",
    "=cmd|' /C x'!A1", "../../etc/passwd",
    "a" * 500, "(" * 150, "not " * 40, "and", "or", "not", "in", "established(", "known(",
    "any(ground.*)",
    "missing(monitoring)", "months(10**9)", "weeks(1200)",
    "today", "parameter.x", "true", "false", "unknown", "none", "class", "model_fields", "controls",
    "verdict.undetermined",
    "f'{x}'", "x[0]", "x.y.z", "1j", "b''", ":=",
]  # fmt: skip


def texts() -> st.SearchStrategy[str]:
    """Nasty texts, and any."""
    return st.one_of(st.sampled_from(NASTY), st.text(max_size=12))


NAMES = [
    "n0",
    "n1",
    "d0",
    "d1",
    "b0",
    "b1",
    "e",
    "s",
    "today",
    "name",
    "controls.c0",
    "p",
    "q",
    "trigger.b",
    "ground.a",
    "required.c0",
    "verdict.undetermined",
]
_PARAMETERS = ["parameter.x", "parameter.y", "parameter.z"]


def conditions() -> st.SearchStrategy[str]:
    """Conditions of the grammar, often of wrong types, and some garbage."""
    name = st.sampled_from(NAMES)
    value = st.one_of(
        name,
        st.sampled_from(_PARAMETERS),
        st.sampled_from(
            [
                '"v0"',
                '"v1"',
                "3",
                "0",
                "1.5",
                "1e30",
                "1e-300",
                "0xff",
                "date('2026-01-01')",
                "date('9999-12-31')",
                "date('0001-01-01')",
            ]
        ),
    )
    count = st.sampled_from(["parameter.x", "parameter.y", "3", "1200", "0", "2.5", "n0"])
    calculated = st.one_of(
        value,
        st.tuples(value, st.sampled_from("+*-/"), value).map(" ".join),
        st.builds("{} + {}({})".format, value, st.sampled_from(["months", "weeks"]), count),
    )
    compared = st.tuples(
        calculated,
        st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "in", "not in", "is"]),
        calculated,
    ).map(" ".join)
    member = st.builds(
        "{} {} {}".format,
        st.sampled_from(['"v0"', "e", "n0", "s"]),
        st.sampled_from(["in", "not in"]),
        st.sampled_from(["s", "e", '("v0", "v1")', "(1, 2)", "()"]),
    )
    called = st.builds(
        "{}({})".format,
        st.sampled_from(["established", "known", "empty", "missing", "any", "not "]),
        st.one_of(name, st.sampled_from(["standing.*", "ground.*", "p.*"])),
    )
    leaf = st.one_of(name, compared, member, called)
    grown = st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.builds("({}) {} ({})".format, inner, st.sampled_from(["and", "or"]), inner),
            st.builds(
                "{}({})".format, st.sampled_from(["not ", "established", "not established"]), inner
            ),
        ),
        max_leaves=8,
    )
    number = st.sampled_from(
        [
            "n0",
            "n1",
            "parameter.x",
            "parameter.y",
            "3",
            "1.5",
            "n0 * parameter.y",
            "n0 + n1",
            "n1 * 1e30 * 0",
        ]
    )
    day = st.sampled_from(
        [
            "d0",
            "d1",
            "today",
            "parameter.z",
            "d0 + months(parameter.y)",
            "d1 + weeks(1200)",
            "today + months(parameter.x)",
            "date('2026-01-01')",
        ]
    )
    order = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    left = (
        st.sampled_from(["n0", "n1", "n0 * n1", "n0 + 1"]),
        st.sampled_from(["d0", "today", "d1 + months(3)"]),
    )
    fitting = st.one_of(
        st.builds("{} {} {}".format, left[0], order, number),
        st.builds("{} {} {}".format, left[1], order, day),
        st.sampled_from(
            [
                "b0",
                "b1",
                "controls.c0",
                "p",
                "trigger.b",
                "ground.a",
                "established(p)",
                "known(n0)",
                "empty(s)",
                "any(ground.*)",
                "missing(trigger.b)",
                'e == "v0"',
                'e in ("v0", "v1")',
                '"v1" not in s',
                "e in ()",
            ]
        ),
    )
    good = st.recursive(
        fitting,
        lambda inner: st.one_of(
            st.builds("({}) {} ({})".format, inner, st.sampled_from(["and", "or"]), inner),
            st.builds(
                "{}({})".format,
                st.sampled_from(["not ", "established", "not established", "established(not "]),
                inner,
            ).map(lambda made: made + ")" if made.startswith("established(not ") else made),
        ),
        max_leaves=12,
    )
    garbage = st.lists(
        st.one_of(
            name,
            texts(),
            st.sampled_from(["and", "or", "not", "(", ")", "==", "<", ",", ".", "*", "+", "1"]),
        ),
        max_size=8,
    ).map(" ".join)
    return st.integers(0, 19).flatmap(
        lambda drawn: good if drawn < 17 else grown if drawn < 19 else garbage
    )
