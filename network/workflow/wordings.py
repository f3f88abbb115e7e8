"""An organization writes what it adds to one kind of letter in one language. Each writing is a new version from a day on."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network import letters
from network.access import Action, require
from network.events import record
from network.formats import listed
from network.models import LetterText, Organization
from network.transitions import Refusal, Refused
from network.wording import FIELDS, LONGEST, strange
from network.workflow.revising import day_of


def may_not_write(organization, kind, language, text, effective_from, on):
    """Why these words cannot be added."""
    if kind not in letters.SUBJECTS or language not in ("en", "nl"):
        yield Refusal("unknown_letter", _("There is no such letter."), _("Choose one from the list."))
    if len(text) > LONGEST:
        said = _("At most %(count)s characters fit.") % {"count": LONGEST}
        yield Refusal("too_long", said, _("Shorten it, or send the rest apart."))
    if odd := strange(text):
        fields = listed([f"{{{name}}}" for name in FIELDS])
        said = _("No letter knows these fields: %(odd)s.") % {"odd": listed([f"{{{name}}}" for name in odd])}
        yield Refusal("strange_field", said, _("You may use %(fields)s.") % {"fields": fields})
    if effective_from < on:
        said = _("That day has passed; letters of that day are written.")
        yield Refusal("in_the_past", said, _("Choose today or a later day."))


def write_wording(*, organization, kind, language, text, effective_from, actor, at) -> LetterText:
    """The next version of what is added to this letter, from a day on; empty text adds nothing from then. Raises Refused."""
    require(actor, Action.WRITE_POLICY, organization)
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if unmet := list(may_not_write(organization, kind, language, text, effective_from, day_of(organization, at))):
        raise Refused(unmet)
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        rows = LetterText.objects.within(organization).filter(kind=kind, language=language)
        last = rows.order_by("-version").values_list("version", flat=True).first() or 0
        row = LetterText(
            organization=organization, kind=kind, language=language, version=last + 1, text=text, effective_from=effective_from,
            author_id=actor.person_id, written_at=at,
        )
        row.save()
        after = {"kind": kind, "language": language, "version": row.version, "effective_from": effective_from, "text": text}
        record(row, "lettertext.written", actor=actor, at=at, after=after)
    return row
