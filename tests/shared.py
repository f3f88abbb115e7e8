"""One world for the tests of a file: built once, undone after the last of them. Each test stands in a copy and leaves nothing behind."""

from collections.abc import Callable
from copy import deepcopy
from inspect import Parameter, Signature

import pytest
from django.db import transaction

STANDING: list[pytest.FixtureRequest] = []  # who asked for the worlds that are built and not yet undone


def shared(make: Callable, name: str = "_world"):
    """Two fixtures, `_world, world = shared(make)`: what `make()` builds, and a copy of it for each test.

    The rows of both lie in one transaction around the tests that ask for them; before a test that uses the database without them
    they are undone, and built again for the next that asks. So a file may have tests that commit, and several worlds, each after the
    first with a `name`: `_here, here = shared(make, "_here")`. It is not for what depends on how long ago the world was made.
    """

    @pytest.fixture(scope="module", name=name)
    def built(request, django_db_setup, django_db_blocker):
        with django_db_blocker.unblock():
            around = transaction.atomic()
            around.__enter__()
            try:
                made = make()
            except BaseException:
                transaction.set_rollback(True)
                around.__exit__(None, None, None)
                raise
        STANDING.append(request)
        yield made
        STANDING.remove(request)
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)

    def copy(**asked):
        return deepcopy(asked[name])

    copy.__signature__ = Signature([Parameter(each, Parameter.KEYWORD_ONLY) for each in (name, "db")])
    return built, pytest.fixture(copy)


def undone_before(asked: list[str]) -> None:
    """Undo every world that is not among the fixtures a test asks for, and what was built on top of it."""
    while any(request.fixturename not in asked for request in STANDING):
        request = STANDING[-1]
        request._fixturedef.finish(request)  # as at the end of the file; asked for again, it is built again
