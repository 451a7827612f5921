"""Two hundred kills. Run from the checkout: ``python -m tests.bench.kills [KILLS [SEED]]``; prints one JSON object."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.support.kills import main

if __name__ == "__main__":
    kills, seed = (int(given) for given in (*sys.argv[1:], *("200", "0")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(main(Path(folder), kills, seed)))
