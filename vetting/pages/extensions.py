"""What boards announced, as a page: each with its days, its source, who stands behind it and what may be done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from licensure.models import ExtensionState
from network.access import Action, can
from network.formats import day
from network.parts import Link, Pair, Tag
from network.transitions import refusals
from vetting.pages.check import label
from vetting.words_values import place_label

KINDS = {"proposed": "ours", "in_force": "good", "declined": "draft", "ended": "draft"}
ACTS = {"proposed": ("confirm", "decline"), "in_force": ("end",)}


@dataclass(frozen=True, slots=True)
class Act:
    """One button; `why_not` is what stands in its way, empty when nothing does."""

    name: str
    label: str
    kind: str
    needs_reason: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class Announced:
    """One announcement."""

    number: int
    title: str
    tag: Tag
    pairs: tuple[Pair, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class ExtensionsPage:
    """Everything `vetting/extensions.html` shows beside its form; `about`: the one license a new one is for.

    `asked_act` and `asked_row` say which button was pressed without the reason it needs.
    """

    crumbs: tuple[Link, ...]
    rows: tuple[Announced, ...]
    about: str
    asked_act: str = ""
    asked_row: int = 0


def extensions_page(rows, *, check, organization, actor, at, asked=("", 0)) -> ExtensionsPage:
    """Every announcement of the organization, the newest first; `check`: of the one license a new one is for, or none."""
    crumbs, about = _ways_back(organization, actor), ""
    if check:
        license, who = check.evidence, check.practitioner.person.full_name
        back = reverse("file", kwargs={"organization": organization.slug, "reference": check.file})
        crumbs += (Link(f"{who} · {check.file}", f"{back}?item={check.pk}"),)
        about = _("Only for %(name)s: %(license)s, expires %(day)s.") % {
            "name": who, "license": f"{label(check)} {license.number}", "day": day(license.expires_on),
        }
    return ExtensionsPage(crumbs, tuple(_announced(row, actor, at) for row in rows), about, *asked)


def _ways_back(organization, actor) -> tuple[Link, ...]:
    """The pages that lead here, as far as the reader may see them."""
    here = {"organization": organization.slug}
    ways = (
        (Action.SEE_REFERENCE, _("Jurisdictions"), reverse("jurisdictions", kwargs=here)),
        (Action.SEE_FILE, _("Registers"), reverse("registers", kwargs=here)),
    )
    return tuple(Link(label, url) for action, label, url in ways if can(actor, action))


def _announced(row, actor, at) -> Announced:
    kind = row.license_type
    who = row.license.practitioner.person.full_name if row.license_id else _("every license of the title")
    zone = row.organization.zone
    pairs = [
        Pair(_("For"), who), Pair(_("Expiring"), f"{day(row.first)} – {day(row.last)}"), Pair(_("Stay good through"), day(row.until)),
        Pair(_("Source"), row.source), Pair(_("As of"), day(row.as_of)), Pair(_("Reason"), row.reason),
        Pair(_("Entered"), f"{row.entered_by.full_name}, {day(row.entered_at, zone)}"),
    ]
    if row.settled_by_id:
        pairs.append(Pair(_("Second person"), f"{row.settled_by.full_name}, {day(row.settled_at, zone)}"))
    tag = Tag(KINDS[row.state], str(ExtensionState(row.state).label))
    acts = tuple(_act(row, name, actor, at) for name in ACTS.get(row.state, ()))
    return Announced(row.pk, f"{kind.title} · {place_label(kind.jurisdiction_id)}", tag, tuple(pairs), acts)


def _act(row, name, actor, at) -> Act:
    unmet = refusals(row, name, actor=actor, at=at, comment="a reason is asked in the form")
    kind = "primary" if name == "confirm" else "stop"
    return Act(name, _label(name), kind, name != "confirm", " ".join(f"{one.message} {one.cure}" for one in unmet))


def _label(name) -> str:
    return {"confirm": _("Confirm"), "decline": _("Do not take over"), "end": _("End")}[name]
