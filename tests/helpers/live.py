"""The modules of the live session, which lie side by side in the browser and stand outside the packages there."""

import sys

from .paths import ROOT

sys.path.append(str(ROOT / "textledger_sphinx" / "live"))
import textledger_live as session
import textledger_media as media

__all__ = ["media", "session"]
