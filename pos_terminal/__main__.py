"""The `pos-terminal` command."""

import sys

from pos_terminal.cli import main

if __name__ == "__main__":
    sys.exit(main())
