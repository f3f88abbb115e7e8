"""Which named routes there are, and which of them no screen shows."""

from django.urls import URLPattern, get_resolver

from tests.browser.screens import EXCLUDED, SCREENS


def named_routes(patterns=None) -> set[str]:
    """The names of all routes, those of included URL confs too."""
    found = set()
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLPattern):
            found |= {entry.name} - {None}
        else:
            found |= named_routes(entry.url_patterns)
    return found


def undeclared() -> set[str]:
    """Routes that are neither photographed nor excluded with a reason."""
    return named_routes() - {screen.route for screen in SCREENS} - set(EXCLUDED)


def unknown() -> set[str]:
    """Names in the table or the exclusions that no longer belong to a route."""
    return ({screen.route for screen in SCREENS} | set(EXCLUDED)) - named_routes()
