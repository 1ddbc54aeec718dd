"""The frozen `inaxl-buttons`: `inaxl-buttons check --wb=…`, as RunFrozenPython starts it."""

import sys

from inaxl.excel.interpreter import main

sys.exit(main())
