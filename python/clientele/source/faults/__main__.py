"""Write docs/faults.md: `python -m clientele.source.faults docs/faults.md`."""

import sys
from pathlib import Path

from clientele.source.faults.document import faults_page

if __name__ == "__main__":
    Path(sys.argv[1]).write_text(faults_page(), encoding="utf-8")
