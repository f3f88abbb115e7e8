"""Every entry the top bar may have is named in words, never by its internal name."""

from network import context
from network.navigation import NAV_WORDS


def test_every_entry_of_the_bar_has_its_words():
    groups = (context.NAV, context.PEOPLE, context.LISTS, context.CARE, context.AUDITOR_NAV)
    entries = {name for group in groups for name, _action in group} | set(context.THERAPIST_NAV)
    assert entries - set(NAV_WORDS) == set()
