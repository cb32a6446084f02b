"""Where the tests find things, and whether they run where nothing may be skipped."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
CI = os.environ.get("CI") == "true"
