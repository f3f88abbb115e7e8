"""What the tests run on: the databases, the S3 server and the browser, each found or started here.

A lane is one run of pytest on one of them. Under CI=true a lane that cannot run is a failure; elsewhere it is skipped
with the reason and the line that would install what it misses.
"""

import os

CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
