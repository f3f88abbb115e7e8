"""How the tests of a lane are dealt out to its workers."""

from xdist.scheduler import LoadScopeScheduling

APART = ("tests/journeys/", "tests/browser/")  # minutes each, and nothing that they share


class Dealing(LoadScopeScheduling):
    """File by file, to whoever is free, so that what the tests of a file share is built by one worker; journeys one by one.

    In the order they were collected, which begins with what takes long: not by how many tests a file has, as is usual.
    """

    def __init__(self, config, log=None):
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(APART) else nodeid.partition("::")[0]
