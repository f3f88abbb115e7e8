"""How the tests of a lane are dealt out to its workers."""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = {"tests/test_canaries.py", "tests/test_demo.py"}  # each with one dear world for the whole file


class Dealing(LoadScopeScheduling):
    """Test by test, whoever is free; a file of TOGETHER whole. Those come first."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid
