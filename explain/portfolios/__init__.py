"""Many cases: summaries, reports, workbooks."""
