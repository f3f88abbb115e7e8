"""How long one therapist's record is kept, what holds it, and its erasure; and the list of both for an organization."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.access import Action
from network.facts.keeping import kept_of
from network.formats import day
from network.models import Erasure, LegalHold
from network.parts import Link, Pair, Tag
from network.transitions import refusals, unless

TAGS = {"proposed": "ours", "done": "done", "dropped": "draft"}


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A legal hold as a line; `pk` where the reader may lift it."""

    pk: int
    who: str
    days: str
    reason: str
    lifted: str


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """An erasure as a line."""

    tag: Tag
    why: str
    told: str
    counted: str


@dataclass(frozen=True, slots=True)
class KeepingPage:
    """Everything `network/keeping.html` shows."""

    title: str
    crumbs: tuple
    kept: tuple[Pair, ...]
    still: tuple
    holds: tuple[HoldRow, ...]
    may_hold: tuple
    erasures: tuple[ErasureRow, ...]
    open: Erasure | None
    may_erase: tuple
    may_carry_out: tuple
    may_drop: tuple
    erased: bool


def keeping_page(participation, *, actor, at, today) -> KeepingPage:
    """One therapist's record in one organization."""
    organization, practitioner = participation.organization, participation.practitioner
    kept = kept_of(organization, practitioner, on=today)
    holds = LegalHold.objects.within(organization).filter(practitioner=practitioner).select_related("placed_by", "lifted_by")
    found = Erasure.objects.within(organization).filter(practitioner=practitioner).select_related("proposed_by", "settled_by")
    waiting = next((row for row in found if row.state == "proposed"), None)
    here = {"organization": organization.slug, "reference": practitioner.reference}
    return KeepingPage(
        title=_("How long the record of %(name)s is kept") % {"name": practitioner.person.full_name},
        crumbs=(Link(practitioner.person.full_name, reverse("standing_of", kwargs=here)),),
        kept=tuple(pair for row in kept if not row.still for pair in _pairs(row)),
        still=tuple(row.still for row in kept if row.still),
        holds=tuple(_hold(row) for row in holds),
        may_hold=unless(actor, Action.LEGAL_HOLD, participation),
        erasures=tuple(_erasure(row) for row in found),
        open=waiting,
        may_erase=unless(actor, Action.ERASE, participation),
        may_carry_out=refusals(waiting, "carry_out", actor=actor, at=at, counts={}) if waiting else (),
        may_drop=refusals(waiting, "drop", actor=actor, at=at, reason="said in the form") if waiting else (),
        erased=participation.erased_at is not None,
    )


def _pairs(row):
    yield Pair(_("What it is"), str(row.what))
    yield Pair(_("Over since"), day(row.since))
    yield Pair(_("Kept"), ngettext("%(count)s day", "%(count)s days", row.days) % {"count": row.days})
    yield Pair(_("Erased by itself on"), day(row.until))
    told = _("Until then a request waits: your policy keeps it for accreditors and contracts.")
    yield Pair(_("Before that"), told if row.duty else _("Erased when the therapist asks for it."))


def _hold(row) -> HoldRow:
    days = _("since %(day)s, looked at again on %(review)s") % {"day": day(row.placed_at), "review": day(row.review_on)}
    lifted = ""
    if row.lifted_at:
        lifted = _("Lifted by %(name)s on %(day)s: %(why)s") % {
            "name": row.lifted_by.full_name, "day": day(row.lifted_at), "why": row.lifted_why or _("The details were erased."),
        }
    return HoldRow(row.pk, row.placed_by.full_name, days, row.reason or _("The details were erased."), lifted)


def _erasure(row) -> ErasureRow:
    said = _("Proposed by %(name)s on %(day)s") % {
        "name": row.proposed_by.full_name if row.proposed_by else "Goodstanding", "day": day(row.proposed_at),
    }
    if row.settled_at:
        said += " · " + _("settled by %(name)s on %(day)s") % {
            "name": row.settled_by.full_name if row.settled_by else "Goodstanding", "day": day(row.settled_at),
        }
    elif row.due_on:
        said += " · " + _("carried out by itself on %(day)s") % {"day": day(row.due_on)}
    total = sum(row.counts.values())
    counted = ngettext("%(count)s entry emptied or removed", "%(count)s entries emptied or removed", total) % {"count": total}
    why = f"{row.get_basis_display()}: {row.reason}" if row.reason else str(row.get_basis_display())
    return ErasureRow(Tag(TAGS[row.state], str(row.get_state_display())), why, said, counted if total else "")


@dataclass(frozen=True, slots=True)
class Line:
    """One therapist in the list."""

    name: str
    url: str
    what: str
    day: str


@dataclass(frozen=True, slots=True)
class KeptPage:
    """Everything `network/kept.html` shows."""

    coming: tuple[Line, ...]
    holds: tuple[Line, ...]
    done: tuple[Line, ...]


def kept_page(organization) -> KeptPage:
    """What is about to be erased, what is held, and what was erased last; three queries."""
    related = ("practitioner__person",)
    erasures = Erasure.objects.within(organization).select_related(*related)
    holds = LegalHold.objects.within(organization).placed().select_related(*related).order_by("review_on", "pk")
    return KeptPage(
        coming=tuple(
            _line(row, organization, str(row.get_basis_display()), row.due_on)
            for row in erasures.filter(state="proposed").order_by("due_on", "pk")
        ),
        holds=tuple(_line(row, organization, row.reason, row.review_on) for row in holds),
        done=tuple(
            _line(row, organization, str(row.get_basis_display()), row.settled_at)
            for row in erasures.filter(state="done").order_by("-settled_at", "-pk")[:50]
        ),
    )


def _line(row, organization, what, on) -> Line:
    her = row.practitioner
    url = reverse("keeping", kwargs={"organization": organization.slug, "reference": her.reference})
    told = day(on) if on else pgettext("no day yet", "when a second person confirms it")
    return Line(f"{her.person.full_name} · {her.reference}", url, what, told)
