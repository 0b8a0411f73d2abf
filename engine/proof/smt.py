"""The consistency of comparisons of numbers: one question to Z3, and its answer.

Questions are plain data, so that they can be put to Z3 here (`solve`) or in a process of its own,
which can be killed (`SolverProcess`). Z3 counts its steps; a linear question keeps to its limit, a
product of open numbers may take long within a single step.

Run as a script, this file answers questions, one a line, until its input ends.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import z3


# without the folder from which it is started, whose files may be named as Python's own are
_START = (
    "import runpy, sys; sys.path[:] = [path for path in sys.path if path];"
    " runpy.run_path(sys.argv[1], run_name='__main__')"
)

UNLIMITED = 2**32 - 1  # milliseconds, as Z3 has it


@dataclass(frozen=True)
class SmtQuestion:
    """Statements in SMT-LIB over some numbers."""

    sorts: dict[str, str]  # name → Int or Real
    given: list[str]  # hold whatever is asked
    asked: list[str]  # whether all of these can hold as well
    steps: int
    multiplied: bool = False  # some numbers are multiplied with each other


@dataclass(frozen=True)
class SmtAnswer:
    """An answer of Z3."""

    outcome: Literal["together", "apart", "unknown"]
    # name → a fraction as text, near to the number where no fraction is exact
    numbers: dict[str, str] = field(default_factory=dict)
    core: list[int] = field(default_factory=list)  # which of those asked rule each other out


def own_context() -> z3.Context:
    """A context of Z3 that is as Z3 comes, whatever this process has set for all of them."""
    import z3

    return z3.Context(timeout=UNLIMITED, proof=False)


def new_solver(context: z3.Context, logic: str | None, steps: int) -> z3.Solver:
    """A solver that may take so many steps, for a logic or for any.

    Nothing in it is as this process has set it for all solvers. (`z3.SolverFor` makes the context
    of the process for the name of the logic alone, which takes longer than the solver.)
    """
    import z3

    made = (
        z3.Solver(z3.Z3_mk_solver_for_logic(context.ref(), z3.to_symbol(logic, context)), context)
        if logic
        else z3.Solver(ctx=context)
    )
    made.set("ctrl_c", False)  # an interrupt is Python's; Z3 would take it, and know no answer
    made.set("rlimit", steps)
    made.set("timeout", UNLIMITED)
    made.set("random_seed", 0)
    return made


def solve(
    question: SmtQuestion, seconds: float | None = None, context: z3.Context | None = None
) -> SmtAnswer:
    """The answer of Z3, within its steps; `seconds` ends it as well."""
    import z3

    context = context or own_context()
    reals = set(question.sorts.values()) == {"Real"}
    logic = "QF_NRA" if question.multiplied and reals else None
    solver = new_solver(context, logic, question.steps)
    if seconds is not None:
        solver.set("timeout", max(1, int(seconds * 1000)))
    declared = "".join(f"(declare-const |{name}| {sort})" for name, sort in question.sorts.items())
    stated = "".join(f"(assert {text})" for text in (*question.given, *question.asked))
    read = z3.parse_smt2_string(declared + stated, ctx=context)
    for number, condition in enumerate(read):
        if number < len(question.given):
            solver.add(condition)
        else:
            solver.assert_and_track(condition, f"asked {number - len(question.given)}")
    outcome = solver.check()
    if outcome == z3.unknown:
        return SmtAnswer("unknown")
    if outcome == z3.unsat:
        core = sorted(int(str(name).strip("|").split()[1]) for name in solver.unsat_core())
        return SmtAnswer("apart", core=core or list(range(len(question.asked))))
    model = solver.model()
    found = {}
    for name, sort in question.sorts.items():
        variable = (z3.Int if sort == "Int" else z3.Real)(name, ctx=context)
        number = model.eval(variable, model_completion=True)
        if z3.is_algebraic_value(number):
            number = number.approx(30)
        found[name] = str(number.as_fraction() if sort == "Real" else number.as_long())
    return SmtAnswer("together", numbers=found)


class SolverProcess:
    """A process that answers questions and can be killed; it starts with the first of them."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._lock = Lock()

    def solve(self, question: SmtQuestion, seconds: float) -> SmtAnswer:
        """The answer, unknown where it does not come in time."""
        with self._lock:
            process = self._started()
            assert process.stdin is not None
            assert process.stdout is not None
            clock = Timer(seconds, process.kill)
            clock.start()
            try:
                process.stdin.write(json.dumps(asdict(question)) + "\n")
                process.stdin.flush()
                line = process.stdout.readline()
            except BrokenPipeError:  # it was killed
                line = ""
            finally:
                clock.cancel()
            if not line.endswith("\n"):
                self._stop(process)
                return SmtAnswer("unknown")
            found: dict[str, Any] = json.loads(line)
            return SmtAnswer(**found)

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, str(Path(__file__))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        return self._process

    def _stop(self, process: subprocess.Popen[str]) -> None:
        process.kill()
        process.communicate()
        self._process = None


def _answer_lines() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with its input, whose end is the asker's
    for line in sys.stdin:
        answer = solve(SmtQuestion(**json.loads(line)))
        print(json.dumps(asdict(answer)), flush=True)


if __name__ == "__main__":
    _answer_lines()
