"""`python -m textledger_sphinx.live`: assemble the runtime in `_build/browser`."""

import sys

from .assemble import main

if __name__ == "__main__":
    sys.exit(main())
