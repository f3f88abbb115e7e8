"""The page of mail that did not arrive and letters that are not out: what, to whom, why, who has it, by when."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.access import Action, Role
from network.formats import day
from network.keyed import pager
from network.parts import Pager, Pair, Tag

WHY = {  # a word of ours, or the class of a status code (RFC 3463) by its first two numbers
    "address": gettext_lazy("This is no mail address."),
    "refused": gettext_lazy("The mail server refused this address."),
    "unreachable": gettext_lazy("The mail server was out of reach for hours."),
    "5.1": gettext_lazy("There is no such mailbox."),
    "5.2": gettext_lazy("The mailbox is full or closed."),
    "5.4": gettext_lazy("The other side was out of reach."),
    "5.7": gettext_lazy("The other side does not take mail from us."),
}


@dataclass(frozen=True, slots=True)
class Missed:
    """One thing to see to."""

    pk: int
    title: str
    tag: Tag
    pairs: tuple[Pair, ...]
    url: str


@dataclass(frozen=True, slots=True)
class UndeliveredPage:
    """Everything `network/undelivered.html` shows; `may_settle`: this reader may close them."""

    title: str
    text: str
    items: tuple[Missed, ...]
    pager: Pager
    may_settle: bool


def undelivered_page(found, count: int, organization, *, on: date, actor) -> UndeliveredPage:
    """A page of the open ones, the most urgent first."""
    text = ngettext("%(count)s to see to", "%(count)s to see to", count) % {"count": count}
    return UndeliveredPage(
        title=_("Mail that did not arrive"), text=text, items=tuple(_missed(each, organization, on) for each in found.rows),
        pager=pager(found, reverse("undelivered", args=(organization.slug,))), may_settle=Action.REQUEST_INFORMATION in actor.actions,
    )


def _missed(lost, organization, on) -> Missed:
    late = lost.due_on < on
    said = _("Since %(day)s") if late else _("By %(day)s")
    tag = Tag("warn" if late else "ours", said % {"day": day(lost.due_on)})
    owner = lost.task.owner.person.full_name if lost.task.owner else str(Role(lost.task.role).label)
    about = [Pair(_("File"), lost.task.about)] if lost.task.about else []
    pairs = [*about, *_facts(lost), Pair(_("For"), owner), Pair(_("Noticed"), day(lost.since, organization.zone))]
    return Missed(lost.task.pk, _title(lost), tag, tuple(pairs), reverse("undelivered_one", args=(organization.slug, lost.task.pk)))


def _title(lost) -> str:
    if lost.task.kind == "letter_late":
        return _("The letter of a decision is not out")
    return lost.message.subject if lost.message else _("A mail that is not kept any more")


def _facts(lost) -> list[Pair]:
    if lost.message is None:
        return []
    to = lost.message.recipient.person.full_name if lost.message.recipient else ""
    address = f"{to} · {lost.message.address}" if to else lost.message.address
    return [Pair(_("To"), address), Pair(_("Why"), why(lost.task.facts["failure"]))]


def why(failure: str) -> str:
    """Why a mail did not arrive, in words, with the code where a server gave one."""
    words = WHY.get(failure) or WHY.get(".".join(failure.split(".")[:2]))
    if words is None:
        return _("The other side sent it back (%(code)s).") % {"code": failure}
    return f"{words} ({failure})" if failure[0].isdigit() else str(words)
