"""`python -m threshold`, and the command `threshold`."""

import sys

try:
    from threshold.cli import main
except KeyboardInterrupt:  # Ctrl-C before there is a command that could be told of it
    sys.exit(1)

if __name__ == "__main__":
    main()
