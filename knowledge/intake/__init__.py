"""Intakes: the columns of a table as attributes of cases."""
