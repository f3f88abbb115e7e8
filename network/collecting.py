"""Python's search for objects that point at one another in a circle, held back while very many come and go that do not."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

RARELY = 20_000  # new objects between two searches; as it comes it is 700


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Rows come and go by the thousand and none points back at another: to look for such among them takes a sixth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(RARELY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
