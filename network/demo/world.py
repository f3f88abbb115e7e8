"""Raises the demo's curtain: organizations, people, and the stories every app adds, played from three years ago until now.

`settings.DEMO_WORLD` names the apps' functions. Each is called once with the Stage, on the day everything begins; what it
does there is done on that day, and what it returns are stories to be played.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from network import clock
from network.access import Actor
from network.demo import cast
from network.demo.stage import Calendar, play
from network.models import Effect, Organization

YEARS = timedelta(days=3 * 365 + 60)  # whoever began first was vetted more than three years ago: past due today
BUILT = "demo:built"


class NotPossible(Exception):
    """The demo cannot be built here; the message says why and what to do."""


@dataclass(slots=True)
class Stage:
    """What stories stand on: days, the instant it all began, organizations by slug, actors of staff by key."""

    calendar: Calendar
    begun: datetime
    organizations: dict[str, Organization] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)


def is_built() -> bool:
    """Whether the demo world is there, whole."""
    return Effect.objects.filter(key=BUILT).exists()


def build(*, told: Callable[[datetime, datetime, datetime], None] = lambda begun, instant, now: None) -> int:
    """Build the world and run every job it asks for; the number of acts played. `told` hears how far the days have come.

    Raises NotPossible outside demo mode, and beside organizations that are not the demo's.
    """
    if not settings.DEMO:
        raise NotPossible("The demo is switched off here (DEMO). It never runs beside real data.")
    if Organization.objects.exists():
        raise NotPossible(
            "There are organizations here already: real ones, or a demo that was interrupted. Start with an empty database."
        )
    ahead, now = clock.offset(), clock.now()
    try:
        acts = _play(Stage(Calendar(now), now - YEARS), told)
    finally:
        clock.move_to(timezone.now() + ahead)
    Effect.objects.create(key=BUILT)
    return acts


def _play(stage: Stage, told) -> int:
    clock.move_to(stage.begun)
    stage.organizations = cast.found_organizations(at=stage.begun)
    stage.actors = cast.hire(stage.organizations, at=stage.begun, until=stage.calendar.now)
    stories = [story for name in settings.DEMO_WORLD for story in import_string(name)(stage)]
    return play(stories, told=lambda instant: told(stage.begun, instant, stage.calendar.now))
