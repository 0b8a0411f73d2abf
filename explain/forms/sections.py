"""The order in which a report tells what holds beside the verdict, and what it calls it."""

FINDINGS = (
    ("consequence", "What threatens"),
    ("transition", "Transition"),
    ("contradiction", "Contradictions"),
    ("caution", "Cautions"),
    ("note", "Notes"),
)
CONTROL_STATES = (
    ("missing", "Controls missing"),
    ("unconfirmed", "Controls unconfirmed"),
    ("in place", "Controls in place"),
)
GROUNDS = "Why"
EXCEPTIONS = "Exceptions claimed"
MISCONCEPTIONS = "Misconceptions"
ASSUMPTIONS = "Counted as not happening, since nobody said otherwise"
QUESTIONS = "Questions that bear on it"
CANDIDATES = "Still possible"
SOURCES = "Sources"
LEGAL = "Legal"
DUTIES = "Duties"
POSSIBLE_DUTIES = "Duties that open questions may add"
PENALTIES = "Ceilings of fines"
RELIEFS = "Reliefs claimed"
PRESUMED = "Presumed, since nobody answered"
LEGAL_QUESTIONS = "Questions that bear on tier and duties"

# Of a portfolio
VERDICTS = "Verdicts"
TIERS = "Legal tiers, by the day from which duties bind"
STANDING = "Grounds that stand"
MISSING = "Controls missing"
SETTLING = "Questions that would settle most open cases"
CASES = "Cases"
GAPS = "Gaps"
FAULTS = "Cells and rows that could not be used"
FACETS = {  # by what the cases of a portfolio can be picked
    "verdict": "verdict",
    "tier": "legal tier",
    "from": "duties bind from",
    "ground": "ground",
    "missing": "missing control",
    "question": "open question",
}
