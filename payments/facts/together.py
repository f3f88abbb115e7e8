"""Many claimed lines of one organization and all they are held against, read together: what `held_against` reads for one.

About fifteen queries, however many lines: `payments.rules.stops` is then asked of each line with what is in hand.
"""

from collections import defaultdict
from datetime import date
from zoneinfo import ZoneInfo

from network.dates import Day
from network.facts.standing import current_rows
from network.models import Participation
from network.standing import Use
from payments import lines
from payments.facts.lines import CLAIMED, NUMBERS, Claim, Held, authorization_of, claimed, need_of, versions_of
from payments.facts.pricing import code_of, policy_of
from payments.facts.taxes import counting, purpose_of, rule_of
from payments.models import Authorization, FeeSchedule, InvoiceLine, PayeeLink, Session, VatPosition
from payments.parameters import Numbers


def held_together(organization, rows) -> dict[int, Held]:
    """By the key of each line what it is held against. The lines come to hold what was read of them. They must claim (`counting`)."""
    _attach(organization, rows)
    claims, agreed = Claims(organization, rows), Agreed(organization, rows)
    standing = current_rows(organization, {row.participation_id for row in rows})
    authorized = {row.session.authorization_id: authorization_of(row.session.authorization) for row in rows}
    return {
        row.pk: Held(
            claims.lines[row.pk], authorized[row.session.authorization_id],
            standing[row.participation_id].clear(need_of(row, Use.SESSION), Day(row.session.day)),
            agreed.schedule(row), claims.history(row),
        )
        for row in rows
    }  # fmt: skip


def _attach(organization, rows) -> None:
    """What a line belongs to, each of them read once."""
    people = Participation.objects.within(organization).select_related("practitioner")
    people = people.in_bulk({row.participation_id for row in rows})
    sessions = Session.objects.within(organization).in_bulk({row.session_id for row in rows})
    found = Authorization.objects.within(organization).select_related("panel", "participation")
    authorizations = found.in_bulk({session.authorization_id for session in sessions.values()})
    schedules = FeeSchedule.objects.within(organization).in_bulk({row.schedule_id for row in rows})
    for session in sessions.values():
        session.authorization = authorizations[session.authorization_id]
    for row in rows:
        row.organization, row.participation = organization, people[row.participation_id]
        row.session, row.schedule = sessions[row.session_id], schedules[row.schedule_id]


class Claims:
    """The lines themselves and every other claim of the same therapists or of the same persons."""

    def __init__(self, organization, rows):
        self.lines: dict[int, lines.Line] = {}
        self._hers, self._same = defaultdict(list), defaultdict(list)
        counted = InvoiceLine.objects.within(organization).counting().order_by()
        subjects = {row.session.authorization.subject_key for row in rows} - {""}
        zone, people = ZoneInfo(organization.zone), {row.participation_id for row in rows}
        for found in (counted.filter(participation__in=people), counted.filter(session__authorization__subject_key__in=subjects)):
            for participation, *values in found.values_list("participation_id", *CLAIMED.values()):
                self._take(participation, Claim(*values), zone)
        self._histories = {key: lines.History(tuple(found)) for key, found in self._hers.items()}

    def _take(self, participation: int, claim: Claim, zone: ZoneInfo) -> None:
        if claim.pk in self.lines:
            return
        self.lines[claim.pk] = line = claimed(claim, zone)
        self._hers[participation].append(line)
        if claim.subject:
            self._same[claim.subject].append((participation, line))

    def history(self, row: InvoiceLine) -> lines.History:
        """As `history_of`, and the line itself with them, which no rule counts among the others."""
        same = self._same.get(row.session.authorization.subject_key, ())
        others = tuple(line for participation, line in same if participation != row.participation_id)
        hers = self._histories[row.participation_id]
        return lines.History((*hers.lines, *others)) if others else hers


class Agreed:
    """Payees by day, rates by day, taxes and the organization's numbers, for all lines that are asked about."""

    def __init__(self, organization, rows):
        self._organization, self._numbers = organization, Numbers(organization, *NUMBERS)
        self._links, self._taxes = defaultdict(list), defaultdict(list)
        people = {row.participation_id for row in rows}
        for link in PayeeLink.objects.within(organization).filter(participation__in=people).select_related("payee"):
            self._links[link.participation_id].append(link)
        for position in VatPosition.objects.within(organization):
            self._taxes[position.payee_id].append(rule_of(position))
        self._versions: dict[str, tuple] = {}

    def schedule(self, row: InvoiceLine) -> lines.Schedule:
        """As `schedule_of`."""
        authorization, day, profession = row.session.authorization, row.session.day, row.participation.practitioner.profession
        links, purpose = self._links[row.participation_id], purpose_of(authorization)
        payees = tuple(lines.PayeeLink(str(link.payee_id), link.payee.currency, profession, link.first, link.last) for link in links)
        paid = _on(links, day)
        own, general = self._taxes[paid.payee_id] if paid else (), self._taxes[None]
        taxes = counting(tuple(own), tuple(general), profession, purpose, day) if paid else ()
        deadline, form = (self._numbers.value(key, on=day) for key in NUMBERS)
        rules = lines.Rules(attendance=policy_of(row.schedule), deadline_days=deadline, closing_form=bool(form))
        return lines.Schedule(payees, self._of(row.currency), taxes, ((code_of(authorization.service, row.unit), purpose),), rules)

    def _of(self, currency: str) -> tuple:
        if currency not in self._versions:
            self._versions[currency] = versions_of(self._organization, currency)
        return self._versions[currency]


def _on(links, day: date) -> PayeeLink | None:
    """As `link_on`, of what was read: of the links that had begun the last one, while it goes on."""
    row = max((link for link in links if link.first <= day), key=lambda link: link.first, default=None)
    return row if row and (row.last is None or day <= row.last) else None
