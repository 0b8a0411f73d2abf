"""`python -m threshold`."""

from threshold.cli import main

main()
