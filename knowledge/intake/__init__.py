"""How the columns of a table become attributes of cases."""
