"""Was she in good standing on that day, and why: what we know now, or what we knew at an instant."""

from dataclasses import dataclass
from datetime import date, datetime

from network.dates import At, Day, Moment
from network.facts.standing import rows_from, span_of, stored_rows
from network.models import Mode, Participation
from network.standing import Clearance, Need, Rows, Use
from network.words_standing import Said, said

KINDS = ("acceptance", "grant", "cover", "hold")


@dataclass(frozen=True, slots=True)
class Answer:
    """One question and its answer. `until` is the last day of the same answer, None when it stays so."""

    need: Need
    clearance: Clearance
    until: date | None
    reasons: tuple[Said, ...]

    @property
    def ok(self) -> bool:
        """Whether she is clear for it."""
        return self.clearance.ok


@dataclass(frozen=True, slots=True)
class RowLine:
    """One revision of one row. `counts`: it is what was known; `in_force`: the day is one of its days."""

    kind: str
    what: str
    key: str
    revision: int
    first: date
    last: date | None
    zone: str
    source: str
    recorded_at: datetime
    recorded_by: str
    comment: str
    void: bool
    counts: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The page: per use whether any service, place and mode is clear, each answer, and the rows behind them."""

    reference: str
    name: str
    organization: str
    on: date
    known_at: datetime | None
    state: str
    answers: tuple[Answer, ...]
    rows: tuple[RowLine, ...]
    history: tuple[RowLine, ...]

    @property
    def in_good_standing(self) -> bool:
        """Whether anything could be offered to her on that day."""
        return self.clear_for(Use.OFFER)

    def clear_for(self, use) -> bool:
        """Whether any service, place and mode is clear for this use."""
        return any(answer.ok for answer in self.answers if answer.need.use == use)


def participation_of(practitioner, organization) -> Participation | None:
    """Her participation in the organization, if she ever took part."""
    rows = Participation.objects.within(organization).select_related("organization")
    return rows.filter(practitioner=practitioner).first()


def answer(
    practitioner, organization, day: date, known_at: datetime | None = None, *, now: datetime | None = None
) -> Standing | None:
    """Her standing on a day, as known now or at `known_at` (aware). None when she never took part. Five queries.

    With `now`, an instant of that day, the question is that of an offer: each license is judged in its board's zone.
    """
    participation = participation_of(practitioner, organization)
    if participation is None:
        return None
    stored = stored_rows(participation)
    rows, when = rows_from(stored).known(known_at), At(now) if now else Day(day)
    history = tuple(_lines(stored, rows, day))
    return Standing(
        reference=practitioner.reference,
        name=practitioner.person.full_name,
        organization=organization.name,
        on=day,
        known_at=known_at,
        state=participation.state,
        answers=tuple(_answer(rows, need, when) for need in needs(rows, organization)),
        rows=tuple(line for line in history if line.counts),
        history=history,
    )


def _answer(rows: Rows, need: Need, when: Moment) -> Answer:
    clearance = rows.clear(need, when)
    return Answer(need, clearance, rows.until(need, when), tuple(said(reason) for reason in clearance.reasons))


def needs(rows: Rows, organization) -> list[Need]:
    """Every question her grants give rise to, the client and she in the same place; counseling at home when none."""
    asked = set()
    for grant in rows.grants:
        if grant.granted:
            for place in _places(grant, rows, organization):
                asked.add((grant.panel or "", grant.service or "counseling", place))
    asked = asked or {("", "counseling", organization.country)}
    return [
        Need(service, place, place, mode, use, panel)
        for use in Use
        for panel, service, place in sorted(asked)
        for mode in Mode.values
    ]


def _places(grant, rows: Rows, organization) -> set[str]:
    """The places a grant names; for a grant everywhere, the places her covers name."""
    if grant.jurisdictions is not None:
        return set(grant.jurisdictions)
    return {cover.jurisdiction for cover in rows.covers if cover.jurisdiction} or {organization.country}


def _lines(stored, rows: Rows, day: date):
    """Every revision in the order we came to know them, with what counts of it."""
    pure = (rows.acceptances, rows.grants, rows.covers, rows.holds)
    for kind, found, kept in zip(KINDS, stored, pure, strict=True):
        counting = {(row.key, row.revision) for row in kept}
        for row in found:
            yield RowLine(
                kind=kind,
                what=_what(kind, row),
                key=row.key,
                revision=row.revision,
                first=row.first,
                last=row.last,
                zone=row.zone,
                source=row.source or getattr(row, "verification", "") or getattr(row, "decision", ""),
                recorded_at=row.recorded_at,
                recorded_by=row.recorded_by.full_name if row.recorded_by else "",
                comment=row.comment,
                void=row.void,
                counts=(row.key, row.revision) in counting,
                in_force=span_of(row).covers(Day(day)),
            )


def _what(kind: str, row) -> str:
    """What the row is, by code: its kind, reason or outcome."""
    if kind == "grant":
        return "granted" if row.granted else "denied"
    return row.reason if kind == "hold" else row.kind
