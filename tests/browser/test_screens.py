"""Every route has a screen to look at, and the sign-in pages can be used by everybody."""

from django.urls import reverse

from tests.browser import routes
from tests.browser.screens import EXCLUDED, SCREENS


def test_every_route_is_photographed_or_excluded_with_a_reason():
    assert routes.undeclared() == set(), "add a line to SCREENS or EXCLUDED in tests/browser/screens.py"
    assert all(EXCLUDED.values())


def test_the_table_names_no_route_that_is_gone():
    assert routes.unknown() == set()


def test_no_two_screens_share_a_picture():
    names = [screen.name for screen in SCREENS]
    assert sorted(names) == sorted(set(names))


def test_every_screen_begins_at_an_address():
    """With its own arguments, none too many: those of the page it ends on come from the link that leads there."""
    assert all(reverse(screen.start or screen.route, kwargs=screen.arguments) for screen in SCREENS)
