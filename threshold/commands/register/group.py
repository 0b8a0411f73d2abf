"""The group of commands `threshold register`."""

from __future__ import annotations

from threshold.commands.options import LANGUAGE_OF_ALL
from threshold.commands.register import look, prove, put, serve, write
from threshold.commands.spoken_help import group


@group()
@LANGUAGE_OF_ALL
def register() -> None:
    """Keep use cases, answers and assessments over time, in a file or in PostgreSQL.

    \b
    Begin with a list, answer, and see what changes:
        threshold register import inventory.xlsx --intake own.yaml
        threshold register list
        threshold register answer 17 exposure customers --who "A. Moreau" --valid-until 2027-06-30
        threshold register diff 2026-12-01 2027-12-02
        threshold register due --within 90
    """  # noqa: D301


for command in (
    put.import_table,
    put.add,
    put.answer,
    put.assess,
    put.erase,
    look.list_cases,
    look.show,
    look.history,
    look.timeline,
    look.diff,
    look.due,
    prove.verify,
    prove.replay,
    write.export,
    write.report,
    write.plan,
    write.record,
    serve.serve,
):
    register.add_command(command)
