"""`manage.py standing T-00042 --organization harbor --on 2026-03-03`: was she in good standing that day, and why?"""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from network import clock
from network.formats import day as written
from network.models import Organization, Practitioner
from network.queries.standing import answer


class Command(BaseCommand):
    """Exit 0: it ran, whatever the answer. Exit 1: bad input. Exit 2: usage."""

    help = "Say whether a therapist was in good standing on a day, per use, service, place and mode, and why not."

    def add_arguments(self, parser):
        """The therapist, the organization, the day, and what we knew when."""
        parser.add_argument("reference", help="the therapist's reference, such as T-00042")
        parser.add_argument("--organization", required=True, metavar="SLUG")
        parser.add_argument("--on", metavar="DATE", help="YYYY-MM-DD; today in the organization's zone when left out")
        parser.add_argument("--known-at", metavar="INSTANT", help="as known then: 2026-03-03T12:00 (organization's zone)")
        parser.add_argument("--json", action="store_true", help="one JSON object a line")

    def handle(self, *, reference, organization, on, known_at, **options):
        """Read, ask, print."""
        where = Organization.objects.filter(slug=organization).first()
        if where is None:
            raise CommandError(f"There is no organization {organization!r}.")
        who = Practitioner.objects.within(where).select_related("person").filter(reference=reference).first()
        if who is None:
            raise CommandError(f"{where.name} knows no therapist {reference!r}.")
        day = _day(on) if on else clock.today(where.zone)
        found = answer(who, where, day, known_at=_instant(known_at, where.zone) if known_at else None)
        lines = _json(found) if options["json"] else _text(found)
        self.stdout.write("\n".join(lines))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--on {text!r} is not a day; write it as 2026-03-03.") from None


def _instant(text: str, zone: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--known-at {text!r} is not an instant; write it as 2026-03-03T12:00.") from None
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))


def _json(found):
    """One line per question."""
    for item in found.answers:
        need = item.need
        line = {
            "reference": found.reference, "on": found.on, "known_at": found.known_at, "state": found.state,
            "use": need.use, "panel": need.panel, "service": need.service, "jurisdiction": need.client_in,
            "mode": need.mode, "ok": item.ok, "until": item.until,
            "reasons": [
                {"code": reason.code, **{name: _plain(value) for name, value in reason.facts}}
                for reason in item.clearance.reasons
            ],
        }
        yield json.dumps(line, cls=DjangoJSONEncoder, ensure_ascii=False)


def _plain(value):
    """Money as an object; everything else as it is."""
    return {"minor": value.minor, "currency": value.currency} if hasattr(value, "minor") else value


def _text(found):
    """The answer first, then each question, then the rows it rests on."""
    verdict = "in good standing" if found.in_good_standing else "not in good standing"
    yield f"{found.reference} {found.name} · {found.organization} · {written(found.on)}: {verdict}"
    for item in found.answers:
        need = item.need
        until = f" (through {written(item.until)})" if item.until else ""
        said = "yes" if item.ok else "no: " + " ".join(f"{reason.message} {reason.cure}" for reason in item.reasons)
        asked = (need.use, need.panel, need.service, need.client_in, need.mode)
        yield f"  {' '.join(part for part in asked if part)}: {said}{until}"
    for row in found.rows:
        days = f"{row.first} – {row.last or '…'} {row.zone}"
        mark = "*" if row.in_force else " "
        yield f"  {mark} {row.kind} {row.what} {days}; {row.source}; recorded {row.recorded_at:%Y-%m-%d %H:%M}Z {row.recorded_by}"
