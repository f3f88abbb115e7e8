"""Harbor and its network manager, for the tests of accounts, claims and people."""

import pytest

from network.access import Role
from tests.network import cast


@pytest.fixture
def harbor(db):
    return cast.organization("harbor")


@pytest.fixture
def maya(harbor):
    return cast.staff(harbor, "Maya Lindenwood", Role.NETWORK_MANAGER)
