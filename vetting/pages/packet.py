"""The packet of a meeting: per case what the rules found, what was checked, what she disclosed, what was decided before."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from licensure.queries import verifications
from network.formats import day, listed
from network.parts import FindingRow, Pair
from vetting.facts.questions import WORDS
from vetting.models import DisclosureAnswer
from vetting.pages.check import label, state_words
from vetting.pages.decided import Decided, decided
from vetting.pages.findings import finding_row
from vetting.pages.heading import note, subtitle
from vetting.pages.matters import line
from vetting.pages.meeting import BLOCKS
from vetting.queries.committee import recused_from
from vetting.queries.judging import judge


@dataclass(frozen=True, slots=True)
class Checked:
    """One check: what, where it stands, by which source, as of which day and how many days ago, by whom."""

    what: str
    state: str
    source: str
    as_of: str
    age: str
    who: str


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A question answered yes, and the story."""

    question: str
    story: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case of the packet."""

    name: str
    text: str
    kind: str
    note: str
    open: tuple[FindingRow, ...]
    met: str
    checks: tuple[Checked, ...]
    disclosed: tuple[Disclosed, ...]
    decisions: tuple[Decided, ...]
    question: str


@dataclass(frozen=True, slots=True)
class Packet:
    """Everything `letters/committee/packet.html` prints for one reader; `closed` are the names of the cases left out for her."""

    title: str
    on: date
    facts: tuple[Pair, ...]
    cases: tuple[Dossier, ...]
    clean: tuple[str, ...]
    appeals: tuple[str, ...]
    findings: tuple[str, ...]
    closed: tuple[str, ...]
    reader: str


def packet(meeting, items, members, *, closed, reader, policy, on, names=True, told=()) -> Packet:
    """The packet as of the organization's day `on`, without the files in `closed`, which the reader takes no part in.

    `told` is what stands beside the files. Without `names` a case is the number of its file.
    """
    shown = [item for item in sorted(items, key=_order) if item.application_id not in closed]
    return Packet(
        title=_("Committee of %(day)s") % {"day": day(meeting.on)}, on=on,
        facts=(
            Pair(_("Kind"), str(meeting.get_kind_display())), Pair(_("Where"), meeting.place or _("not said")),
            Pair(_("Members"), listed(seat.person.full_name for seat in members)),
        ),
        cases=tuple(_dossier(item, members, policy, on, names) for item in shown if item.kind != "clean"),
        clean=tuple(_named(item, names) for item in shown if item.kind == "clean"),
        appeals=tuple(line(each, names=names) for each in told if each.block == "appeal"),
        findings=tuple(line(each, names=names) for each in told if each.block == "monitoring"),
        closed=tuple(_named(item, names) for item in items if item.application_id in closed),
        reader=reader,
    )


def _order(item):
    return BLOCKS.index(item.kind), item.position


def _named(item, names) -> str:
    if not names:
        return item.application.reference
    return f"{item.application.practitioner.person.full_name} · {item.application.reference}"


def _dossier(item, members, policy, on, names) -> Dossier:
    application = item.application
    judged = judge(application, on=on)
    weighed = [row for row in judged.assessment.findings if row.outcome in ("not_met", "unknown")]
    met = [row for row in judged.assessment.findings if row.outcome == "met"]
    recused = recused_from(application)
    out = listed(seat.person.full_name for seat in members if seat.person_id in recused)
    answers = DisclosureAnswer.objects.within(item.organization).filter(practitioner=application.practitioner_id, answer=True)
    decisions = application.decisions.select_related("decided_by", "second_by", "appeal", "agenda_item__meeting")
    return Dossier(
        name=_named(item, names), text=subtitle(application), kind=str(item.get_kind_display()),
        note=" · ".join(filter(None, [note(judged.assessment, policy), _("takes no part: %(names)s") % {"names": out} if out else ""])),
        open=tuple(map(finding_row, weighed)), met=listed(finding_row(row).rule for row in met),
        checks=tuple(_checked(row, on) for row in verifications(application.reference).select_related("verified_by")),
        disclosed=tuple(Disclosed(str(WORDS.get(row.question, row.question)), row.narrative) for row in answers.order_by("pk")),
        decisions=tuple(map(decided, decisions)), question=item.question,
    )


def _checked(row, on) -> Checked:
    return Checked(
        label(row), state_words(row), row.source, day(row.as_of) if row.as_of else "",
        str((on - row.as_of).days) if row.as_of else "", row.verified_by.full_name if row.verified_by else "",
    )
