"""Use cases: what may be stated, files of cases, cases that say what must hold, and verdicts."""
