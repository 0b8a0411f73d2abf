"""Limits of size: packs and cases come from anywhere, and their faults have to be told quickly.

Each limit is several times what the shipped packs need. The rows of tables of cases are limited by
memory only. Other limits stand beside what they limit, as a `MOST_…` or `LONGEST_…`: of proofs in
`engine.proof.limits`, of durable_rules in `engine.chain.durable`, of records within records in
`knowledge.tables.records`, of evidence in `threshold.register.writing`, of uploads to the workshop
in `threshold.workshop.access`.
"""

from datetime import date

LONGEST_FILE = 8_000_000  # bytes of a YAML file
LONGEST_PACKS = 4_000_000  # bytes of all packs of a knowledge base together
MOST_FILES = 200  # of a pack
MOST_VALUES = 30_000  # keys, values, lists and mappings of a file of cases
MOST_PACK_VALUES = 250_000  # of all packs of a knowledge base together: some 10,000 entries
MOST_TABLE_ROWS = 1_000  # of a decision table of a pack
LONGEST_TABLE = 1_000_000  # bytes of its CSV file
DEEPEST_YAML = 40  # levels of lists and mappings
LONGEST_KEY = 2_000  # characters; the keys of an intake are the cells of a table
LONGEST_NUMBER = 100  # characters
LARGEST_NUMBER = int(1e30)  # sums and products of a few such numbers are numbers still
LARGEST_INTEGER = 2**53  # of a case: what every engine and every format holds exactly
LARGEST_STATED = 1.7e308  # of a number of a case: what is beyond is infinite somewhere
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)  # dates outside this range are typos
MOST_FAULTS = 50  # told at once
# of all plain rules together, their conclusions counted in: so many, and so many for each entry
# (those of the shipped packs make 6 each), so that honest entries are never too many
MOST_PREMISES = 20_000
PREMISES_AN_ENTRY = 12
LONGEST_CONDITION = 4_000  # characters
DEEPEST_CONDITION = 60  # levels of its tree
MOST_OPERANDS = 200  # numbers and dates in one calculation, once products are multiplied out
MOST_FACTORS = 8  # multiplied with one another
MOST_SUMS = 500  # different sums that the points of one points({…}) make
LONGEST_SPAN = 1_200  # months, weeks or days
MOST_COUNTED = 500  # conditions in one at_least(…), at_most(…), exactly(…) or count(…)
MOST_ALTERNATIVES = 64  # of one condition in disjunctive form
