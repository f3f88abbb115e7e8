"""The minutes as they are read: attendance, clean files, every case with its discussion, votes and outcome."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from network.formats import day, listed, moment
from network.parts import Link, Pair
from vetting import words_committee, words_terms
from vetting.models.meetings import ItemState, MeetingKind
from vetting.pages.matters import line
from vetting.pages.meetings import url_of
from vetting.terms import load


@dataclass(frozen=True, slots=True)
class Case:
    """One case in the minutes; `closed` when the reader takes no part in it."""

    title: str
    outcome: str
    closed: bool
    pairs: tuple[Pair, ...]
    discussion: str
    votes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """One signed version."""

    title: str
    remark: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """Everything `vetting/minutes.html` shows."""

    title: str
    text: str
    crumbs: tuple[Link, ...]
    attendance: tuple[Pair, ...]
    clean: tuple[str, ...]
    cases: tuple[Case, ...]
    told: tuple[str, ...]
    signatures: tuple[Signature, ...]
    draft: bool


def minutes_page(meeting, content, signed, *, matters, names, closed, zone, unsaid=frozenset()) -> MinutesPage:
    """The minutes of a meeting from their content, draft or frozen; `names` of the therapists by file, `matters` what it was told.

    `unsaid`: files on which the reader is still to vote; she reads how others voted once she has.
    """
    on = day(date.fromisoformat(content["on"]))
    return MinutesPage(
        title=_("Minutes of the committee, %(day)s") % {"day": on},
        text=" · ".join(filter(None, [str(MeetingKind(content["kind"]).label), content["place"], _times(content, zone)])),
        crumbs=(Link(_("Committee of %(day)s") % {"day": on}, url_of("meeting", meeting)),),
        attendance=_attendance(content["members"]),
        clean=tuple(_clean(row, names) for row in content["clean"]),
        cases=tuple(_case(row, names, row["file"] in closed, row["file"] in unsaid) for row in content["cases"]),
        told=tuple(map(line, matters)),
        signatures=tuple(_signature(row, names, closed, zone) for row in signed),
        draft=not signed,
    )


def _times(content, zone) -> str:
    told = [moment(datetime.fromisoformat(content[name]), zone) for name in ("opened_at", "closed_at") if content[name]]
    return " – ".join(told)


def _attendance(members) -> tuple[Pair, ...]:
    there = [_member(row) for row in members if row["took_part"]]
    others = [_member(row) for row in members if not row["took_part"]]
    return (Pair(_("Took part in a vote"), listed(there) or _("nobody")), Pair(_("Took part in none"), listed(others) or _("nobody")))


def _member(row) -> str:
    return _("%(name)s (chair)") % {"name": row["name"]} if row["chair"] else row["name"]


def _clean(row, names) -> str:
    who = f"{names.get(row['file'], '')} · {row['file']}"
    if not row["by"]:
        return _("%(who)s: not signed") % {"who": who}
    return _("%(who)s: %(outcome)s by %(name)s on %(day)s") % {
        "who": who, "outcome": words_committee.result(row["outcome"]), "name": row["by"], "day": day(date.fromisoformat(row["on"])),
    }


def _case(row, names, closed, unsaid) -> Case:
    title = f"{names.get(row['file'], '')} · {row['file']}"
    if closed:
        return Case(title, _("Closed to you: you take no part in this file."), True, (), "", ())
    outcome = words_committee.result(row["outcome"]) if row["outcome"] else str(ItemState(row["state"]).label)
    votes = (_("You see how others voted once you have voted."),) if unsaid and row["votes"] else tuple(map(_vote, row["votes"]))
    return Case(title, outcome[:1].upper() + outcome[1:], False, tuple(_pairs(row)), row["discussion"], votes)


def _pairs(row):
    counted = row["counted"]
    if counted:
        told = _("%(voted)s of %(eligible)s who may vote; quorum %(quorum)s of %(members)s members; needed %(needed)s") % counted
        yield Pair(_("Vote"), told)
    if row["recused"]:
        yield Pair(_("Took no part"), listed(row["recused"]))
    for term in words_terms.told(load(row.get("terms"))):
        yield Pair(_("On terms"), term)
    if row["question"]:
        yield Pair(_("Tabled"), row["question"])
    if row["reason"]:
        yield Pair(_("Reason"), row["reason"])


def _vote(vote) -> str:
    told = _("%(name)s: %(vote)s") % {"name": vote["name"], "vote": words_committee.result(vote["choice"])}
    return _("%(vote)s – “%(reason)s”") % {"vote": told, "reason": vote["reason"]} if vote["reason"] else told


def _signature(row, names, closed, zone) -> Signature:
    told = _("Version %(version)s, signed by %(name)s, %(when)s") % {
        "version": row.version, "name": row.signed_by.full_name, "when": moment(row.signed_at, zone),
    }
    about = row.remark_about
    if about and row.remark:
        told = " · ".join([told, _("about %(who)s") % {"who": f"{names.get(about, '')} · {about}"}])
    remark = _("Closed to you: you take no part in this file.") if row.remark and about in closed else row.remark
    return Signature(told, remark, row.sha256[:12])
