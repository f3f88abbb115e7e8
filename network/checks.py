"""System checks: what must be true before the product starts."""

from django.conf import settings
from django.core.checks import Error
from django.db import connections
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from network import triggers
from network.access import Action

TRUSTED = ("allauth.", "django.views.static", "django.views.i18n")


def patterns(resolver=None, prefix=""):
    """Every (route, pattern) of the URL configuration."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, entry


def rule_of(callback):
    """The rule a view declared with `routes.page`, or None."""
    return getattr(callback, "rule", None)


def routes_declare_a_rule(app_configs=None, **kwargs):
    """A route that does not say who may use it does not start, nor one whose address does not fit its rule."""
    errors = []
    for route, entry in patterns():
        rule, where = rule_of(entry.callback), getattr(entry.callback, "__module__", "")
        if rule is None:
            if not where.startswith(TRUSTED):
                hint = "Decorate its view with network.routes.page."
                errors.append(Error(f"The route {route!r} declares no rule.", hint=hint, id="network.E001"))
        elif (rule in Action.values) != route.startswith("<slug:organization>/"):
            hint = "Staff pages, and they alone, live under <slug:organization>/ and name an Action."
            errors.append(Error(f"The route {route!r} does not fit its rule {rule!r}.", hint=hint, id="network.E004"))
    return errors


def named_functions():
    """Every dotted name the settings list for what spans apps."""
    yield from settings.NIGHTLY + settings.DEMO_WORLD + settings.EXAMINATIONS + settings.EVIDENCE + settings.HOME
    yield from settings.PERSONAL_DATA + settings.RETENTION + settings.READING_GATES
    yield from settings.EVENT_WORDS + settings.REFUSAL_WORDS
    yield from settings.BENCH.values()
    yield from (settings.CLAIM_CHECK, settings.PLACE_WORDS, settings.APPLICATION_WORDS, settings.EVIDENCE_PACK)
    yield from (settings.RATES_NEWEST, settings.RATES_OFFERED)
    yield settings.PAYEE_SCREENING
    yield settings.TAKING_NO_PART
    for listeners in settings.NEWS.values():
        yield from listeners.get("within", [])


def named_functions_import(app_configs=None, **kwargs):
    """A listed name that does not import is found at the start, not at night."""
    errors = []
    for name in named_functions():
        try:
            import_string(name)
        except ImportError as error:
            errors.append(Error(f"Settings name {name!r}, which does not import: {error}", id="network.E002"))
    return errors


def triggers_exist(app_configs=None, databases=None, **kwargs):
    """What is written once is so in the database too; a SQLite table rebuild drops triggers silently."""
    errors = []
    for alias in databases or []:
        connection = connections[alias]
        if "network_event" in connection.introspection.table_names():
            errors += [
                Error(f"The trigger {name} is missing.", hint="manage.py doctor --mend recreates it.", id="network.E003")
                for name in triggers.missing(connection)
            ]
    return errors
