"""What is wrong between the entries of jurisdiction packs that each read well alone. Pure."""

import re
from datetime import date

from licensure.catalog import CONFIDENCES, Renewal, supervised_in, titles_in
from licensure.check_digits import CHECKS
from licensure.expressions import in_letters
from network.sentences import Sentence, gettext_noop


def contradictions(found):
    """What is wrong between entries: names that lead nowhere, patterns that do not compile, days in the wrong order."""
    needs = [each.expression for each in found.requirements.values()]
    under = [node for each in needs for node in supervised_in(each)]
    named = {title for each in (*needs, *(node.by for node in under)) for title in titles_in(each)}
    for title in named | {title for each in found.compacts.values() for title in each.home_titles}:
        if title not in found.types:
            yield Sentence.of(gettext_noop("A requirement names the unknown title %(title)s."), title=title)
    for node in under:
        yield from _supervision_faults(node)
    for place in found.places.values():
        if place.parent and place.parent not in found.places:
            yield Sentence.of(gettext_noop("%(place)s has the unknown parent %(parent)s."), place=place.code, parent=place.parent)
    for kind in found.types.values():
        yield from _type_faults(kind, found)


def _supervision_faults(node):
    """Supervision by somebody who needs a supervisor, or by the very title that is supervised."""
    if any(supervised_in(node.by)):
        yield Sentence.of(gettext_noop("Somebody who is supervised would supervise %(what)s."), what=in_letters(node.what))
    for title in sorted(set(titles_in(node.what)) & set(titles_in(node.by))):
        yield Sentence.of(gettext_noop("%(title)s would be supervised by %(title)s."), title=title)


def _type_faults(kind, found):
    for text, values in _type_texts(kind, found):
        yield Sentence.of(text, title=kind.key, **values)


def _type_texts(kind, found):
    if kind.register not in found.registers:
        yield gettext_noop("%(title)s names the unknown register %(register)s."), {"register": kind.register}
    if kind.successor and kind.successor not in found.types:
        yield gettext_noop("%(title)s names the unknown successor %(successor)s."), {"successor": kind.successor}
    if kind.valid_from and kind.valid_to and kind.valid_to < kind.valid_from:
        yield gettext_noop("%(title)s ends before it begins."), {}
    if kind.renewal is Renewal.LIFELONG and not kind.reverify_months:
        yield gettext_noop("%(title)s never expires and has no re-verification interval."), {}
    if bool(kind.compact) != bool(kind.mechanism) or kind.compact and kind.compact not in found.compacts:
        yield gettext_noop("%(title)s names a compact without its mechanism, or an unknown one."), {}
    if kind.fact.confidence not in ("", *CONFIDENCES) or not isinstance(kind.fact.checked_on, date | None):
        yield gettext_noop("%(title)s has a fact without a proper day or confidence."), {}
    if kind.check and kind.check not in CHECKS:
        yield gettext_noop("%(title)s has the unknown check digit %(check)s."), {"check": kind.check}
    try:
        re.compile(kind.pattern)
    except re.error as error:
        yield gettext_noop("%(title)s has a pattern that does not compile: %(why)s."), {"why": error}
