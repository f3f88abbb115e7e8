"""The terms of an approval in words, for pages, minutes and letters."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.formats import day
from vetting.terms import Terms


def told(terms: Terms | None) -> list[str]:
    """Terms as lines for colleagues: the shorter time, each condition, why; none without terms."""
    if terms is None:
        return []
    shorter = [_("Until %(day)s.") % {"day": day(terms.due_on)}] if terms.due_on else []
    asked = [_("By %(day)s: %(text)s") % {"day": day(row.due_on), "text": row.text} for row in terms.conditions]
    return [*shorter, *asked, _("Why: %(why)s") % {"why": terms.why}]


def whom_to_tell(condition) -> str:
    """Whom she tells that a condition is met, in the language in force."""
    return pgettext("letter", "Tell %(name)s when it is done.") % {"name": condition.watcher.full_name}
