"""What the pages about people show: colleagues, invitations, claims, lost second steps and doubtful identities."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from network import identity
from network.access import Action
from network.formats import day, listed, moment
from network.guards_accounts import link_refusals
from network.parts import Act, Cell, Head, Link, Pair, Row, Tag
from network.transitions import refusals
from network.words_audits import page_label
from network.words_identity import DOCUMENTS, WAYS
from network.words_roles import role_names

TABS = (
    ("staff", Action.MANAGE_STAFF, gettext_lazy("Colleagues")),
    ("invite", Action.INVITE_THERAPIST, gettext_lazy("Invitations")),
    ("claims", Action.CONFIRM_CLAIM, pgettext_lazy("profile", "Claims")),
    ("recoveries", Action.CONFIRM_RECOVERY, gettext_lazy("Lost second step")),
    ("same_person", Action.LINK_PERSONS, gettext_lazy("Same person")),
)


def audit_of(membership) -> dict:
    """What the form about an audit starts with."""
    return {"first": membership.audit_first, "last": membership.audit_last, "last_day": membership.ends_on}


@dataclass(frozen=True, slots=True)
class Look:
    """One page an auditor saw: when, which, about what."""

    at: str
    page: str
    about: str


def look_rows(looks, organization) -> list[Look]:
    """The pages an auditor saw, in words."""
    seen = [(event.at, (event.payload.values or {}).get("detail", {})) for event in looks]
    return [Look(moment(at, organization.zone), page_label(told.get("page", "")), told.get("about", "")) for at, told in seen]


def tabs(organization, actor, current: str) -> list[Link]:
    """The pages about people this actor may open; none when it would be one alone."""
    links = [
        Link(str(label), reverse(name, kwargs={"organization": organization.slug}), current=name == current)
        for name, action, label in TABS
        if action in actor.actions
    ]
    return links if len(links) > 1 else []


@dataclass(frozen=True, slots=True)
class Invited:
    """One open invitation: to whom, for what, since when, and where to send it again or withdraw it."""

    name: str
    address: str
    what: str
    sent: str
    tag: Tag
    url: str


@dataclass(frozen=True, slots=True)
class StaffPage:
    """`network/staff.html`."""

    title: str
    text: str
    tabs: Sequence[Link]
    links: Sequence[Link]
    heads: Sequence[Head]
    rows: Sequence[Row]
    invited: Sequence[Invited]


def staff_page(found, invitations, *, organization, actor, at) -> StaffPage:
    """Colleagues with their roles and second step, and who is invited."""
    current = [member for member in found if member.current]
    where = {"organization": organization.slug}
    missing = sum(not member.second_step for member in current)
    text = ngettext("%(count)s has no second step yet.", "%(count)s have no second step yet.", missing) % {"count": missing}
    title = ngettext("%(count)s colleague", "%(count)s colleagues", len(current)) % {"count": len(current)}
    return StaffPage(
        title=title,
        text=text if missing else _("Everybody has a second step."),
        tabs=tabs(organization, actor, "staff"),
        links=[Link(_("Invite a colleague"), reverse("invite_colleague", kwargs=where), note="primary")],
        heads=[Head(_("Name")), Head(_("Roles")), Head(_("Second step"), 2), Head(_("Works here"), 2)],
        rows=[_member_row(member, organization) for member in found],
        invited=[invited(row, organization, at) for row in invitations],
    )


def _member_row(member, organization) -> Row:
    row = member.membership
    until = _("Through %(day)s") % {"day": day(row.ends_on)} if row.ends_on else _("Since %(day)s") % {"day": _since(row)}
    step = Tag("done", _("Set up")) if member.second_step else Tag("warn", _("Not set up"))
    tag = until if member.current else Tag("draft", _("Ended"))
    return Row(
        key=str(row.pk), label=row.person.full_name, note=row.user.email,
        url=reverse("member", kwargs={"organization": organization.slug, "pk": row.pk}),
        cells=[
            Cell(listed(row.role_names)), Cell(step, "tag", 2),
            Cell(tag, "text" if member.current else "tag", 2),
        ],
    )


def _since(row) -> str:
    return day(row.starts_on) if row.starts_on else day(row.user.joined_at, row.organization.zone)


def invited(row, organization, at) -> Invited:
    """One line about an open invitation."""
    name = "staff_invitation" if row.kind == "staff" else "therapist_invitation"
    said = {"name": row.invited_by.full_name, "day": day(row.invited_at, organization.zone)}
    old = at > row.expires_at
    until = day(row.expires_at, organization.zone)
    return Invited(
        name=row.full_name, address=row.address,
        what=listed(role_names(row.roles)) or str(row.get_kind_display()),
        sent=_("Sent by %(name)s on %(day)s") % said,
        tag=Tag("warn", _("Too old")) if old else Tag("theirs", _("Good through %(day)s") % {"day": until}),
        url=reverse(name, kwargs={"organization": organization.slug, "pk": row.pk}),
    )


@dataclass(frozen=True, slots=True)
class Matter:
    """Somebody's identity, for a colleague to say yes or no to: `network/matter.html`. An answer that is off says why."""

    title: str
    text: str
    tag: Tag
    pairs: Sequence[Pair]
    back: Link
    open: bool
    yes: Act
    no: Act
    first: Link | None = None


def matter_row(matter: Matter, url: str, note: str) -> Row:
    """The same in a list."""
    return Row(key=url, label=matter.title, url=url, note=note, cells=[Cell(matter.tag, "tag")])


def _met(meeting: dict) -> str:
    return listed([str(WAYS[meeting["way"]]), str(DOCUMENTS[meeting["document"]])])


def claim_matter(claim, *, organization, actor, at) -> Matter:
    """One claim."""
    zone, waiting = organization.zone, claim.state == "made"
    pairs = [
        Pair(_("Profile"), str(claim.practitioner)),
        Pair(_("Says it is theirs"), f"{claim.user.person.full_name} · {claim.user.email}"),
        Pair(_("License number"), _("%(number)s, the same as on the profile") % {"number": claim.number}),
        Pair(_("Invited by"), f"{claim.invitation.invited_by.full_name}, {day(claim.invitation.invited_at, zone)}"),
        Pair(_("Claimed"), moment(claim.made_at, zone)),
    ]
    if claim.met_by_id:
        pairs.append(Pair(_("Met by"), f"{claim.met_by.full_name}, {moment(claim.met_at, zone)}: {_met(claim.meeting)}"))
    if not waiting:
        pairs += [Pair(_("Decided by"), f"{claim.decided_by.full_name}, {moment(claim.decided_at, zone)}"), Pair(_("How"), claim.how)]
    meeting = reverse("claim_meeting", kwargs={"organization": organization.slug, "pk": claim.pk})
    asks = waiting and not claim.met_by_id and identity.asked_at(organization, at)
    return Matter(
        first=Link(_("Note that you met"), meeting) if asks else None,
        title=claim.user.person.full_name, tag=_state_tag(claim), pairs=pairs, open=waiting,
        text=_("Speak to them by a number or address you had before, then say how you know."),
        back=Link(pgettext("profile", "Claims"), reverse("claims", kwargs={"organization": organization.slug})),
        yes=_answer("yes", _("Confirm that it is them"), claim, "confirm", actor, at),
        no=_answer("no", _("It is not them"), claim, "refuse", actor, at),
    )


def recovery_matter(recovery, *, organization, actor, at) -> Matter:
    """One request of somebody who lost her second step."""
    zone, waiting = organization.zone, recovery.state in ("asked", "vouched")
    pairs = [
        Pair(_("Account"), recovery.user.email),
        Pair(_("Asked"), moment(recovery.asked_at, zone)),
        Pair(_("What happened"), recovery.note or "—"),
    ]
    ended = _("Second person") if recovery.state == "done" else _("Refused by")
    for label, who, when, how in (
        (_("First person"), _who(recovery.vouched_by, recovery.vouched_operator), recovery.vouched_at, recovery.vouched_how),
        (ended, _who(recovery.decided_by, recovery.decided_operator), recovery.decided_at, recovery.decided_how),
    ):
        if who:
            pairs.append(Pair(label, f"{who}, {moment(when, zone)}: {how}"))
    step = "complete" if recovery.state == "vouched" else "vouch"
    return Matter(
        title=recovery.user.person.full_name, tag=_state_tag(recovery), pairs=pairs, open=waiting,
        text=_(
            "Two people speak to this colleague by a number known before. "
            "The second removes what was lost, and the colleague signs in anew."
        ),
        back=Link(_("Lost second step"), reverse("recoveries", kwargs={"organization": organization.slug})),
        yes=_answer("yes", _("I spoke to them: it is them"), recovery, step, actor, at),
        no=_answer("no", _("It is not them"), recovery, "refuse", actor, at),
    )


def _who(person, operator="") -> str:
    """Her name; who spoke from the terminal is called what she is."""
    if operator:
        return _("%(name)s, operator of this installation") % {"name": operator}
    return person.full_name if person else ""


def link_matter(link, *, organization, actor, **_clock) -> Matter:
    """Two people who may be one."""
    pairs = [
        Pair(_("One"), link.one.full_name),
        Pair(_("The other"), link.other.full_name),
        Pair(_("What they have in common"), link.reason),
        Pair(_("Said by"), link.proposed_by.full_name),
    ]
    if link.confirmed_by:
        pairs.append(Pair(_("Confirmed by"), link.confirmed_by.full_name))
    tag = Tag("done", _("Confirmed")) if link.confirmed_by else Tag("ours", _("Waiting for a second person"))
    return Matter(
        title=_("%(one)s and %(other)s") % {"one": link.one.full_name, "other": link.other.full_name}, tag=tag, pairs=pairs, open=True,
        text=_("As long as this stands, what one did counts as done by the other wherever two people are needed."),
        back=Link(_("Same person"), reverse("same_person", kwargs={"organization": organization.slug})),
        yes=Act("yes", _("They are one person"), "", refusals=link_refusals(link, actor=actor), kind="primary"),
        no=Act("no", _("They are two people"), "", refusals=link_refusals(link, actor=actor, confirming=False), kind="stop"),
    )


def _answer(name, label, row, step, actor, at) -> Act:
    return Act(name, label, "", refusals=refusals(row, step, actor=actor, at=at), kind="primary" if name == "yes" else "stop")


KINDS = {"made": "ours", "asked": "ours", "vouched": "ours", "confirmed": "done", "done": "done", "refused": "stop"}


def _state_tag(row) -> Tag:
    return Tag(KINDS[row.state], str(row.get_state_display()))
