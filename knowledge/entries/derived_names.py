"""Names that are made from the id or the proposition of an entry, each spelt here and nowhere else.

Import it as a whole: `from knowledge.entries import derived_names as names`, `names.gap(id)`.
"""

from __future__ import annotations

# families: what stands before the id
GROUND, LIFTED, STANDING = "ground", "lifted", "standing"  # and the id of a ground
REQUIRED, GAP = "required", "gap"  # and the id of a control
BINDS = "binds"  # and before it a duty
VERDICT, SCHEDULE, DUTY, EXCEPTION = "verdict", "schedule", "duty", "exception"
CONTROLS = "controls"  # the attributes by which a case states its controls

FAMILY = ".*"  # ai_act.tier.* stands for every ai_act.tier.<name>


def family_of(name: str) -> str:
    """The part of a name before its first dot.

    >>> family_of("ai_act.tier.high"), family_of("gap.monitoring")
    ('ai_act', 'gap')
    """
    return name.partition(".")[0]


def last_of(name: str) -> str:
    """The part of a name after its last dot: of `ai_act.tier.high`, `high`."""
    return name.rpartition(".")[2]


def id_in(family: str, name: str) -> str | None:
    """The id in a name of this family; None in a name of another one.

    >>> id_in("gap", gap("monitoring")), id_in("gap", required("monitoring"))
    ('monitoring', None)
    """
    before, _, id = name.partition(".")
    return id if before == family and id else None


def step_of(name: str, proposition: str, id: str) -> str:
    """The step that a name is of the entry with this proposition and id; empty for its own name.

    >>> step_of("duty.logs.binds", "duty.logs", "logs"), step_of("gap.x", "control.x", "x")
    ('binds', 'gap')
    """
    if name == proposition:
        return ""
    return name.removeprefix(f"{proposition}.").removesuffix(f".{id}")


def ground(id: str) -> str:
    """The step 'this condition or trigger is a ground', by its id."""
    return f"{GROUND}.{id}"


def lifted(id: str) -> str:
    """The step 'an exception lifts this ground', by the id of the ground."""
    return f"{LIFTED}.{id}"


def standing(id: str) -> str:
    """The step 'this ground stands: no exception lifts it', by the id of the ground."""
    return f"{STANDING}.{id}"


def required(control: str) -> str:
    """The proposition 'this control is required', by its id."""
    return f"{REQUIRED}.{control}"


def gap(control: str) -> str:
    """The proposition 'this control is required and missing', by its id."""
    return f"{GAP}.{control}"


def stated(control: str) -> str:
    """The attribute by which a case states whether a control is in place, by its id."""
    return f"{CONTROLS}.{control}"


def of_vendor(name: str) -> str:
    """The name under which languages have what is said of a control where it was bought; `name`: of
    the control, or of the attribute that states it.
    """
    return f"{name}.bought"


def verdict(id: str) -> str:
    """The proposition of a verdict, by its id."""
    return f"{VERDICT}.{id}"


def duty(id: str) -> str:
    """The proposition of a duty, by its id."""
    return f"{DUTY}.{id}"


def exception(id: str) -> str:
    """The proposition of an exception, by its id."""
    return f"{EXCEPTION}.{id}"


def claimed(proposition: str) -> str:
    """The step 'someone claims this exception or relief'."""
    return f"{proposition}.claimed"


def ended(proposition: str) -> str:
    """The proposition 'this exception has ended'."""
    return f"{proposition}.ended"


def failed(proposition: str) -> str:
    """The proposition 'this exception was claimed and does not hold'."""
    return f"{proposition}.failed"


def too_narrow(proposition: str) -> str:
    """The step 'some ground is beyond this exception'."""
    return f"{proposition}.too_narrow"


def voiced(proposition: str) -> str:
    """The step 'the team says so', of a misconception."""
    return f"{proposition}.voiced"


def acted_out(proposition: str) -> str:
    """The step 'the team acts on it', of a misconception."""
    return f"{proposition}.acted_out"


def arises(proposition: str) -> str:
    """The step 'this duty arises for somebody'."""
    return f"{proposition}.arises"


def binds(proposition: str) -> str:
    """The proposition 'this duty binds on the day asked'."""
    return f"{proposition}.{BINDS}"


def lower(proposition: str) -> str:
    """The step 'the lower of the two amounts is the ceiling', of a penalty."""
    return f"{proposition}.lower"


def start(schedule: str, index: int) -> str:
    """The step 'this start of the schedule counts', by the id of the schedule."""
    return f"{SCHEDULE}.{schedule}.{index}"


def begun(schedule: str) -> str:
    """The step 'what this schedule dates applies already', by its id."""
    return f"{SCHEDULE}.{schedule}.begun"


def disagrees(attribute: str) -> str:
    """The step 'this superseded attribute and what took its place disagree', by its id."""
    return f"disagrees.{attribute}"


def met(proposition: str) -> str:
    """The proposition 'this duty is owed, and all that fulfils it is in place'."""
    return f"{proposition}.met"


def left_open(proposition: str) -> str:
    """The proposition 'this duty is owed, and something that fulfils it is known to be missing'."""
    return f"{proposition}.open"


def at_stake(ceiling: str) -> str:
    """The proposition 'a breach here would fall under this ceiling of fines', by its id."""
    return f"at_stake.{ceiling}"


def demanding(proposition: str) -> str:
    """The step 'this exception lifts a ground, and brings controls in its place'."""
    return f"{proposition}.demanding"


def fined(proposition: str) -> str:
    """The step 'this duty binds, and its breach falls under a ceiling of fines'."""
    return f"{proposition}.fined"


def due(proposition: str, index: int) -> str:
    """The step 'this day is the one by which it must be done', by its place among the days."""
    return f"{proposition}.due.{index}"


def fits(table: str, row: str) -> str:
    """The step 'this row of a decision table fits', by the ids of both."""
    return f"{table}.fits.{row}"


def passed(table: str, row: str) -> str:
    """The step 'a row of a decision table down to this one fits', by the ids of both."""
    return f"{table}.passed.{row}"
