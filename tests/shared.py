"""One world for the tests of a file: built once, undone after the last of them. Each test stands in a copy and leaves nothing behind."""

from collections.abc import Callable
from copy import deepcopy

import pytest
from django.db import transaction


def shared(make: Callable):
    """Two fixtures, `_world, world = shared(make)`: what `make()` builds, and a copy of it for each test.

    The rows of both lie in one transaction around the file. So it is not for files with tests that commit, nor for what
    depends on how long ago the world was made.
    """

    @pytest.fixture(scope="module")
    def _world(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock():
            around = transaction.atomic()
            around.__enter__()
            made = make()
        yield made
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)

    @pytest.fixture
    def world(_world, db):
        return deepcopy(_world)

    return _world, world
