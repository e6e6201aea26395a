"""The embedded centre's start, as its wheel's script `secantusd-py` has it. A process of its own."""

import sys

from secantus.cli import main

if __name__ == "__main__":
    sys.exit(main())
