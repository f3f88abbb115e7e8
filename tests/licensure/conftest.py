"""Harbor, and who checks and decides there, for the tests of one check."""

import pytest

from network.access import Role
from tests.network.cast import organization, staff, therapist


@pytest.fixture
def harbor(db):
    return organization()


@pytest.fixture
def tom(harbor):
    return staff(harbor, "Tom Wetherby", Role.VERIFIER)


@pytest.fixture
def ines(harbor):
    return staff(harbor, "Ines Calloway", Role.DIRECTOR)


@pytest.fixture
def maya(harbor):
    return staff(harbor, "Maya Lindenwood", Role.NETWORK_MANAGER)


@pytest.fixture
def wren():
    return therapist()[0]
