"""Jobs that exist for tests only."""

import time

from network.jobs import job, once
from network.models import Effect, Person

calls: list[str] = []


@job(name="tests.note", retries=2, backoff=10)
def note(*, text):
    """A plain job with one database effect."""
    calls.append(text)
    Person.objects.create(given_name=text, family_name="noted")


@job(name="tests.fail", retries=2, backoff=10)
def fail(*, text):
    """Writes, then fails every time."""
    calls.append(text)
    Person.objects.create(given_name=text, family_name="half")
    raise RuntimeError(f"cannot {text}")


def _given_up(*, text):
    calls.append(f"given up {text}")


@job(name="tests.give_up", retries=0, given_up=_given_up)
def give_up(*, text):
    """Fails for good at once."""
    raise RuntimeError(text)


@job(name="tests.outside", external=True, lease=1, retries=3)
def outside(*, text):
    """Something slow outside, then its effect once."""
    calls.append(text)
    with once(f"tests.outside:{text}") as first:
        if first:
            Person.objects.create(given_name=text, family_name="outside")


@job(name="tests.slow", lease=0, retries=10_000)
def slow(*, text):
    """A plain job of some milliseconds between two writes."""
    Person.objects.create(given_name=text, family_name="first")
    time.sleep(0.004)
    Person.objects.create(given_name=text, family_name="second")


@job(name="tests.slow_outside", external=True, lease=0, retries=10_000)
def slow_outside(*, text):
    """An external job of some milliseconds around its effect."""
    time.sleep(0.003)
    with once(f"tests.slow_outside:{text}") as first:
        if first:
            Person.objects.create(given_name=text, family_name="first")
            time.sleep(0.002)
            Person.objects.create(given_name=text, family_name="second")
    time.sleep(0.003)


@job(name="tests.pausing", external=True, lease=1, retries=3)
def pausing(*, text):
    """Long enough to be stopped in the middle."""
    time.sleep(0.3)
    with once(f"tests.pausing:{text}") as first:
        if first:
            Person.objects.create(given_name=text, family_name="paused")


def heard(**facts):
    """Listens to news within the publisher's transaction."""
    calls.append(f"heard {sorted(facts)}")
    Effect.objects.create(key="heard")


def tonight(*, on, at):
    """One night's work."""
    calls.append(f"night {on.isoformat()}")
    return f"{on:%d}"


def bad_night(*, on, at):
    """A night's work that fails."""
    raise RuntimeError("no moon")
