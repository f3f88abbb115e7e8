"""Words that apps above this one give to what only they do; the settings name them."""

from collections import ChainMap
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string


@cache
def acts() -> ChainMap:
    """What their acts are called, by the name an event carries."""
    return ChainMap(*(import_string(name)() for name in settings.EVENT_WORDS))


@cache
def refusals() -> ChainMap:
    """Why an attempt was refused, by code."""
    return ChainMap(*(import_string(name)() for name in settings.REFUSAL_WORDS))
