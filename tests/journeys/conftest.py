"""What every journey stands on: a world of its own, a clock that can be moved, and people at browsers."""

import pytest

from network import clock
from network.models import User
from network.worker import drain
from tests import world as worlds
from tests.journeys.hand import PASSWORD, Hand


@pytest.fixture
def demo(settings):
    """The demo clock may be moved; staff sign in with their password alone, as in the demo."""
    settings.DEMO, settings.STAFF_SECOND_FACTOR = True, False
    return settings


@pytest.fixture
def world(demo, transactional_db):
    """The three organizations."""
    return worlds.build()


@pytest.fixture
def move_to(demo):
    """Move the demo clock to an instant."""
    return clock.move_to


@pytest.fixture
def begin(demo, transactional_db):
    """Raise the three organizations on a chosen day: `begin(instant)` moves the clock there first."""

    def at(instant):
        clock.move_to(instant)
        return worlds.build()

    return at


@pytest.fixture
def jobs(demo, transactional_db):
    """What a worker would do by now: `jobs()`."""
    return drain


@pytest.fixture
def account(demo, transactional_db):
    """The account somebody of a world signs in with: `account(actor)`."""
    return lambda actor: User.objects.get(pk=actor.user_id)


@pytest.fixture
def person(live_server, browser):
    """Sit an account down at a browser window of its own, signed in through the page: `person(user)` is her Hand."""
    windows = []

    def sit_down(user, *, width=1440, language="en"):
        user.set_password(PASSWORD)
        user.save()
        window = browser.new_context(viewport={"width": width, "height": 1000}, locale=language, accept_downloads=True)
        windows.append(window)
        return Hand(window.new_page(), live_server.url).sign_in(user.email)

    yield sit_down
    for window in windows:
        window.close()
