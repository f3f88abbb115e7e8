"""Reads a participation's rows once and builds what `network.standing` computes on. Judges nothing."""

from network import models
from network.dates import Span
from network.questions import Question, loaded
from network.standing import Acceptance, AcceptanceKind, Cover, CoverKind, Grant, Hold, HoldReason, Limits, Rows, Use
from network.standing_stored import amounts_read, basis_read, minimums_read


def stored_rows(participation) -> tuple[list, list, list, list]:
    """Every revision of every acceptance, grant, cover and hold, as stored, oldest first: four queries."""
    kinds = (models.Acceptance, models.Grant, models.Cover, models.Hold)
    return tuple(
        list(
            kind.objects.within(participation.organization)
            .filter(participation=participation)
            .select_related("recorded_by", *(["panel"] if kind is models.Grant else []))
            .order_by("recorded_at", "pk")
        )
        for kind in kinds
    )


def rows_from(stored) -> Rows:
    """The pure rows of what `stored_rows` read."""
    acceptances, grants, covers, holds = stored
    return Rows(
        tuple(map(acceptance, acceptances)), tuple(map(grant, grants)), tuple(map(cover, covers)), tuple(map(hold, holds))
    )


def rows_of(participation) -> Rows:
    """Every revision of every row; ask `.known(at)` of it."""
    return rows_from(stored_rows(participation))


def current_rows(organization, participations) -> dict[int, Rows]:
    """What is known now of several participations at once (their keys), by participation: four queries for all of them."""
    found: dict[int, dict[str, list]] = {key: {} for key in participations}
    for name, (kind, build) in KINDS.items():
        for stored in _current(kind, organization, list(found)):
            found[stored.participation_id].setdefault(name, []).append(build(stored))
    return {key: Rows(**{name: tuple(rows) for name, rows in mine.items()}) for key, mine in found.items()}


def _current(kind, organization, participations) -> list:
    """The rows themselves; grants with their panels, which few have."""
    rows = loaded(kind, COLUMNS[kind], CURRENT[kind].rows(organization, participations))
    panels = {row.panel_id for row in rows if row.panel_id} if kind is models.Grant else ()
    known = models.Panel.objects.within(organization).in_bulk(panels) if panels else {}
    for row in rows:
        if panels and row.panel_id:
            row.panel = known[row.panel_id]
    return rows


def _row(stored) -> dict:
    return {
        "key": stored.key,
        "revision": stored.revision,
        "recorded_at": stored.recorded_at,
        "void": stored.void,
        "source": stored.source,
    }


def _some(codes) -> frozenset | None:
    return None if codes is None else frozenset(codes)


def span_of(stored) -> Span:
    """The days of a stored row in its zone."""
    return Span(stored.first, stored.last, stored.zone)


def acceptance(stored) -> Acceptance:
    """One accepted set of terms."""
    return Acceptance(AcceptanceKind(stored.kind), span_of(stored), **_row(stored))


def grant(stored) -> Grant:
    """One decision's interval."""
    return Grant(
        span_of(stored),
        service=stored.service or None,
        jurisdictions=_some(stored.jurisdictions),
        panel=None if stored.every_panel else stored.panel.code if stored.panel else "",
        granted=stored.granted,
        limits=Limits(_some(stored.limits.get("modes")), _some(stored.limits.get("age_bands"))),
        requires=frozenset(map(CoverKind, stored.requires)),
        minimums=minimums_read(stored.minimums),
        serve_until=stored.serve_until,
        decided_at=stored.decided_at,
        decision=stored.decision,
        **_row(stored),
    )


def cover(stored) -> Cover:
    """One piece of verified evidence."""
    return Cover(
        CoverKind(stored.kind),
        tuple(map(basis_read, stored.bases)),
        jurisdiction=stored.jurisdiction or None,
        service=stored.service or None,
        modes=_some(stored.modes),
        practitioner_in=_some(stored.practitioner_in),
        amounts=amounts_read(stored.amounts),
        **_row(stored),
    )


def hold(stored) -> Hold:
    """One stop."""
    return Hold(
        HoldReason(stored.reason),
        span_of(stored),
        frozenset(map(Use, stored.stops)),
        jurisdiction=stored.jurisdiction or None,
        service=stored.service or None,
        mode=stored.mode or None,
        age_band=stored.age_band or None,
        basis=stored.basis or None,
        **_row(stored),
    )


KINDS = {
    "acceptances": (models.Acceptance, acceptance), "grants": (models.Grant, grant), "covers": (models.Cover, cover),
    "holds": (models.Hold, hold),
}  # fmt: skip
COLUMNS = {kind: [field.attname for field in kind._meta.concrete_fields] for kind, _build in KINDS.values()}


def _question(kind) -> Question:
    return Question(
        lambda organization, keys: kind.objects.within(organization).current().filter(participation__in=keys).values_list(*COLUMNS[kind])
    )


CURRENT = {kind: _question(kind) for kind in COLUMNS}
