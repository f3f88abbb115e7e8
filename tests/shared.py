"""One world for the tests of a file: built once, undone after the last of them. Each test stands in a copy and leaves nothing behind."""

from collections.abc import Callable
from copy import deepcopy
from inspect import Parameter, Signature, signature

import pytest
from django.db import transaction

STANDING: list[pytest.FixtureRequest] = []  # who asked for the worlds that are built and not yet undone
TOGETHER: dict[str, dict] = {}  # by the name of each that stands: it and all it rests on, which refer to each other
COPIES: dict[int, dict] = {}  # what the test at hand was given


def shared(make: Callable, name: str = "_world", of: tuple = ()):
    """Two fixtures, `_world, world = shared(make)`: what `make()` builds, and a copy of it for each test.

    The rows of both lie in one transaction around the tests that ask for them; before a test that uses the database without them
    they are undone, and built again for the next that asks. So a file may have tests that commit, and several worlds, each after the
    first with a `name`: `_here, here = shared(make, "_here")`. It is not for what depends on how long ago the world was made.

    What many tests go on to build in it is shared too, by a `make` that asks for what it rests on, here the one called `_world`:
    `_file, file = shared(lambda world: world.checking(), "_file")`. Tests that ask for the world alone find no file in it. What a
    test is given was copied together: whatever its `file` and its `world` both refer to is one thing. Names in `of` are parameters of
    the tests, marked with `scope="module"`, which hands tests of the same parameter on to each other: one is built for each.
    """
    given = [each.name for each in signature(make).parameters.values() if _must_be_given(each)]
    below = {each: f"_{each}" for each in given if each not in of}

    def built(request, django_db_blocker, **asked):
        together = deepcopy(_nearest(*below.values())) if below else {}
        with django_db_blocker.unblock():
            around = transaction.atomic()
            around.__enter__()
            try:
                rests_on = {each: together[standing] for each, standing in below.items()}
                together[name] = make(**rests_on, **{each: asked[each] for each in of})
            except BaseException:
                transaction.set_rollback(True)
                around.__exit__(None, None, None)
                raise
        STANDING.append(request)
        TOGETHER[name] = together
        yield together[name]
        STANDING.remove(request)
        del TOGETHER[name]
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            around.__exit__(None, None, None)

    def copy(**asked):
        together = _nearest(name)
        if id(together) not in COPIES:
            COPIES[id(together)] = deepcopy(together)
        return COPIES[id(together)][name]

    built.__signature__ = _asks("request", "django_db_setup", "django_db_blocker", *below.values(), *of)
    copy.__signature__ = _asks(name, "db")
    return pytest.fixture(scope="module", name=name)(built), pytest.fixture(copy)


def _nearest(*names) -> dict:
    """What was built last of all that has these in it."""
    return next(found for each in reversed(STANDING) if {*names} <= (found := TOGETHER[each.fixturename]).keys())


def _must_be_given(parameter) -> bool:
    return parameter.default is Parameter.empty and parameter.kind is Parameter.POSITIONAL_OR_KEYWORD


def _asks(*names) -> Signature:
    return Signature([Parameter(each, Parameter.KEYWORD_ONLY) for each in names])


def undone_before(asked: list[str]) -> None:
    """Undo every world that is not among the fixtures a test asks for, and what was built on top of it."""
    COPIES.clear()
    while any(request.fixturename not in asked for request in STANDING):
        request = STANDING[-1]
        request._fixturedef.finish(request)  # as at the end of the file; asked for again, it is built again
