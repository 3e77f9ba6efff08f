"""`python -m eval.roundtrip`."""

import sys

from eval.roundtrip.run import main

if __name__ == "__main__":
    sys.exit(main())
