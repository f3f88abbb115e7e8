"""What the tests run on: the databases, the S3 server and the browser, each found or started here.

A lane is one run of pytest on one of them. Under CI=true a lane that cannot run is a failure; elsewhere it is skipped
with the reason and the line that would install what it misses.
"""

import os
import shutil
from pathlib import Path

CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
OWN_SERVER = "OWN_SERVER"  # in the environment of a lane whose database server nobody else uses
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  files there wait for no disk
ROOM = 4 << 30  # bytes that must be free there


def in_memory() -> Path | None:
    """Where files of tests are made: in memory where there is room, else where the machine has its own."""
    roomy = SHARED_MEMORY.is_dir() and os.access(SHARED_MEMORY, os.W_OK) and shutil.disk_usage(SHARED_MEMORY).free > ROOM
    return SHARED_MEMORY if roomy else None
