"""What a therapist's own pages show of her: her applications with whose turn it is, and her standing per organization."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from licensure.facts.licenses import kind_of
from licensure.models import Credential, CredentialKind, License
from network import models
from network.dates import ONE_DAY, At, Day
from network.facts.standing import rows_from
from network.queries.standing import needs
from network.standing import Reason, Rows, Use
from vetting.facts.committee import settings_of
from vetting.facts.due import Due
from vetting.facts.endings import INSIDE, endings_of
from vetting.facts.letters_notices import DO, EFFECTS, PAGES
from vetting.guards_meetings import SPOKEN_OF
from vetting.models import Application
from vetting.queries.committee import placed
from vetting.queries.people import Contacts, contacts
from vetting.queries.waiting import Loaded, Waiting, load, waiting

LEFT = ("ended", "declined")


@dataclass(frozen=True, slots=True)
class Mine:
    """One application of hers: whose turn it is, what is open about it, and whom she hears from.

    `by_committee`: a meeting decides it; `meets_on` is the day of the one that has it on its agenda, which may still change.
    """

    application: Application
    waiting: Waiting
    loaded: Loaded
    contacts: Contacts
    on: date
    by_committee: bool = False
    meets_on: date | None = None

    @property
    def due(self) -> Due | None:
        """Of an open re-vetting: when it is due."""
        return self.loaded.renews if self.application.is_open else None

    @property
    def asked(self) -> tuple:
        """Questions to her that wait for an answer, the most urgent first."""
        rows = (row for row in self.loaded.requests if not row.answered_at and not row.closed_at)
        return tuple(sorted(rows, key=lambda row: row.due_on))


@dataclass(frozen=True, slots=True)
class Standing:
    """Her standing in one organization today: the last day of her approval, whether clients can be offered, and why not.

    Past due it has no last day: `was_due` is the day it had, and sessions authorized before count through `serves_until`.
    """

    participation: models.Participation
    on: date
    approved_until: date | None
    clear: bool
    reasons: tuple[Reason, ...]
    accepted: frozenset[str]
    was_due: date | None = None
    serves_until: date | None = None

    @property
    def organization(self):
        """Whose network it is."""
        return self.participation.organization

    @property
    def terms_open(self) -> bool:
        """Whether she is approved and has terms to accept."""
        return self.approved_until is not None and not self.accepted.issuperset(("referral", "payment"))


def day_in(organization, at: datetime) -> date:
    """The organization's calendar day at the instant `at`."""
    return At(at).day_in(organization.zone)


def applications(actor, *, at, reference: str | None = None) -> list[Mine]:
    """Her applications, the newest first. Per organization four queries, and one for all; two more where files wait for a decision."""
    rows = Application.objects.visible_to(actor).select_related(
        "organization", "practitioner__person", "participation", "assignee"
    )
    rows = rows.filter(reference=reference) if reference else rows
    grouped = defaultdict(list)
    for row in rows.order_by("-opened_at", "-pk"):
        grouped[row.organization].append(row)
    return [mine for organization, some in grouped.items() for mine in _loaded(organization, some, at)]


def _loaded(organization, rows, at):
    on, people = day_in(organization, at), contacts(organization)
    loaded = load(rows, on=on)
    waits = [row for row in rows if row.state == "in_review"]
    agenda = {file: item.meeting.on for file, item in placed(waits).items() if item.kind in SPOKEN_OF}
    meets = bool(waits) and settings_of(organization, on)["meetings"]
    return [
        Mine(
            row, waiting(row, on=on, loaded=loaded[row.pk]), loaded[row.pk], people, on,
            by_committee=row in waits and meets and (row.route == "committee" or row.pk in agenda), meets_on=agenda.get(row.pk),
        )
        for row in rows
    ]


def standings(practitioner, *, at, organization=None) -> list[Standing]:
    """Her standing in every organization she takes part in, or in one; five queries however many they are."""
    rows = models.Participation.objects.of(practitioner).select_related("organization").exclude(state__in=LEFT)
    rows = list((rows.filter(organization=organization) if organization else rows).order_by("pk"))
    kinds = (models.Acceptance, models.Grant, models.Cover, models.Hold)
    stored = tuple(_by_participation(kind, practitioner) for kind in kinds)
    return [_standing(row, rows_from(tuple(some[row.pk] for some in stored)), day_in(row.organization, at)) for row in rows]


def _by_participation(kind, practitioner) -> dict:
    found = defaultdict(list)
    rows = kind.objects.of(practitioner).current()
    for row in rows.select_related("panel") if kind is models.Grant else rows:
        found[row.participation_id].append(row)
    return found


def _standing(participation, rows: Rows, on: date) -> Standing:
    asked = [need for need in needs(rows, participation.organization) if need.use == Use.OFFER]
    answers = [rows.clear(need, Day(on)) for need in asked]
    begun = [grant for grant in rows.grants if grant.granted and grant.span.started(Day(on))]
    denied = [grant for grant in rows.grants if not grant.granted and grant.span.started(Day(on))]
    begun = [grant for grant in begun if all(grant.order > other.order for other in denied)]
    granted = [grant for grant in begun if not grant.span.over(Day(on))]
    over = begun if not granted else ()
    clear = any(answer.ok for answer in answers)
    reasons = () if clear else tuple(dict.fromkeys(reason for answer in answers for reason in answer.reasons))
    return Standing(
        participation=participation, on=on, clear=clear, reasons=reasons,
        approved_until=max((grant.span.last or date.max for grant in granted), default=None),
        accepted=frozenset(str(row.kind) for row in rows.acceptances if row.span.covers(Day(on))),
        was_due=max((grant.span.last for grant in over), default=None),
        serves_until=max((grant.serve_until or grant.span.last for grant in over), default=None),
    )


@dataclass(frozen=True, slots=True)
class Ending:
    """Evidence of hers that ended or soon will: in which section, what it is, its last day.

    `pk` is 0 where no one entry of hers is renewed; `label` what it is called, empty where the kind alone says it. `kind` is one of
    `words_letters.ENDS`, `effect` one of `letters_notices.EFFECTS`, `place` a code; `organization` is who asks for it, None for
    her own papers.
    """

    section: str
    label: str
    pk: int
    last: date
    kind: str = ""
    effect: str = "uncovered"
    place: str = ""
    organization: models.Organization | None = None


def endings(practitioner, *, by: date) -> list[Ending]:
    """Her licenses and her liability insurance that end by the day `by` with nothing of hers that goes on; two queries."""
    found, newest = [], {}
    for row in License.objects.of(practitioner).filter(retired_at=None).exclude(expires_on=None):
        if row.license_type not in newest or newest[row.license_type].expires_on < row.expires_on:
            newest[row.license_type] = row
    ends = [row for row in newest.values() if row.expires_on <= by]
    found += [Ending("licenses", kind_of(row).title, row.pk, row.expires_on, "authority") for row in ends]
    policies = Credential.objects.of(practitioner).filter(kind="insurance", retired_at=None).exclude(covers_through=None)
    last = policies.order_by("covers_through").last()
    if last is not None and last.covers_through <= by:
        found.append(Ending("insurance", str(CredentialKind.INSURANCE.label), last.pk, last.covers_through, "insurance"))
    return sorted(found, key=lambda ending: ending.last)


def every_ending(practitioner, standings, *, on: date, days: int) -> list[Ending]:
    """All that `endings` finds by `days` after the day `on`, and whatever else ends of what her networks rest on or ask again.

    One query for each organization whose network she is in, and six more where something of hers ends.
    """
    own = endings(practitioner, by=on + days * ONE_DAY)
    known = {(each.kind, each.last) for each in own}
    rest = [each for row in standings if row.participation.state in INSIDE for each in _resting(practitioner, row, days)]
    rest.sort(key=lambda ending: EFFECTS.index(ending.effect))  # what two networks ask for is told once, with the gravest effect
    found: dict[tuple, Ending] = {}
    for ending in rest:
        if (ending.kind, ending.last) not in known:
            found.setdefault(_sort_of(ending), ending)
    return sorted([*own, *found.values()], key=lambda ending: ending.last)


def _resting(practitioner, row: Standing, days: int):
    """What ends of what one network rests on or asks again."""
    found = endings_of(row.organization, on=row.on, ladder=(days,), practitioner=practitioner)
    for each in chain.from_iterable(found.values()):
        yield Ending(PAGES.get(each.kind, ""), each.name, 0, each.last, each.kind, each.effect, each.place, row.organization)


def _sort_of(ending: Ending) -> tuple:
    """What makes two endings one: what she does anew is done for each organization, what she shows is shown once to all."""
    return ending.kind, ending.label, ending.place, ending.last, ending.organization.pk if ending.kind in DO else 0
