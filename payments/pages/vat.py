"""Which VAT counts: what waits for a second person, and the rows of the organization."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from network.access import Action, can
from network.formats import day, percent
from network.parts import Link, Pair
from network.transitions import refusals
from network.words_professions import PROFESSIONS


@dataclass(frozen=True, slots=True)
class VatCard:
    """One position that waits; `off` says why this reader may not confirm it."""

    number: int
    title: str
    text: str
    may_settle: bool
    off: tuple


@dataclass(frozen=True, slots=True)
class VatPage:
    """Everything `payments/vat.html` shows beside its forms."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    changes: tuple[VatCard, ...]
    positions: tuple[Pair, ...]
    may_propose: bool


def vat_page(positions, changes, *, organization, actor, at) -> VatPage:
    """What waits first."""
    back = Link(_("Payees"), reverse("payees", kwargs={"organization": organization.slug}))
    return VatPage(
        _("VAT positions"),
        _("One person proposes which VAT counts from a day on, another confirms it. A payee’s own position counts before these."), (back,),
        tuple(_card(row, actor, at) for row in changes), tuple(map(position, positions)), can(actor, Action.KEEP_PAYEE, organization),
    )


def _card(row, actor, at) -> VatCard:
    facts = {"name": row.proposed_by.full_name, "day": day(row.first), "vat": _vat(row), "reason": row.reason, "as_of": day(row.as_of)}
    text = _("%(name)s proposes from %(day)s: %(vat)s. Source: “%(reason)s”, as of %(as_of)s.") % facts
    off = tuple(each for each in refusals(row, "confirm", actor=actor, at=at) if each.code != "not_allowed")
    title = row.payee.name if row.payee_id else _("Every payee")
    return VatCard(row.pk, title, text, can(actor, Action.CONFIRM_ACCOUNT, row), off)


def position(row) -> Pair:
    """One VAT position: from when, for what, and where it stands."""
    whom = "" if row.payee_id else _("every payee")
    parts = [_vat(row), *filter(None, [whom]), f"{row.source}, {day(row.as_of)}"]
    return Pair(_("from %(day)s") % {"day": day(row.first)}, " · ".join(parts))


def _vat(row) -> str:
    """The rate, and for what it counts."""
    rate = _("exempt") if row.basis_points is None else percent(row.basis_points / 100)
    what = [str(row.get_purpose_display()) if row.purpose else "", str(PROFESSIONS.get(row.profession, row.profession))]
    return " · ".join([rate, *filter(None, what)])
