"""What a register would be asked about one check, and what of its answer is kept there."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from licensure.catalog import LicenseType
from licensure.facts.board_files import file_source
from licensure.facts.licenses import license_type
from licensure.policy import known
from licensure.sources.answers import Answer, Outcome, Record, Source
from licensure.sources.registers import register_for
from network.transitions import Refusal

ASKABLE = ("required", "requested", "unavailable")
UNSAID = "unknown"  # a status no machine may name; it counts as active nowhere
BY_NAME_TOO = ("open_data", "file")  # where a number may be several boards', her name chooses
STATED = ("title", "status_word")


@dataclass(frozen=True, slots=True)
class Question:
    """A register and what it is asked. Only what the answer needs is sent: a number; the name chooses among what comes back."""

    source: Source
    query: dict

    @property
    def words(self) -> str:
        """What is looked up, as a check keeps it."""
        return ", ".join(self.query.values())[:300]


def register_of(check) -> Source | None:
    """The register that answers this check, whether or not there is a number to ask by.

    A live one where there is one and we ask it; else the board's own file that the organization brought.
    """
    if check.element == "npi":
        return register_for("npi")
    title, row = title_of(check), check.evidence
    if title is None:
        return None
    live = register_for("license", row.jurisdiction_id, title.register, title.key, settings.SOURCE_URLS)
    if live and settings.LOOK_UPS:
        return live
    register = known(check.organization).registers.get(title.register)
    return (register and file_source(check.organization, register, title.key, since=row.issued_on)) or live


def at_address(source: Source) -> Source:
    """The register where this installation reaches it: its own address, unless SOURCE_URLS names another.

    A list of discipline beside it moves with it: SOURCE_URLS names that one under the key with `-discipline` after it.
    """
    named = settings.SOURCE_URLS
    return source.at(named.get(source.key, source.url), named.get(f"{source.key}-discipline", ""))


def title_of(check) -> LicenseType | None:
    """The title a license check is about, as this organization knows it; None where no pack knows it."""
    row = check.evidence if check.element == "license" else None
    return license_type(row, known(check.organization)) if row else None


def question_of(check) -> Question | None:
    """What to ask about this check; None when no register answers it, or she gave no number."""
    source = register_of(check)
    if source is None:
        return None
    number = check.practitioner.npi if check.element == "npi" else check.evidence.number
    if not number.strip():
        return None
    query = {"number": number.strip()}
    if source.channel in BY_NAME_TOO:
        query["family_name"] = check.practitioner.person.family_name
    return Question(source, query)


def obstacles(check) -> list[Refusal]:
    """Why software cannot ask about this check now; empty when it can."""
    by_hand = _("Look it up on the source's own page, and write down what it says.")
    source = register_of(check)
    if not settings.LOOK_UPS and not (source and source.channel == "file"):
        cure = _("Look it up on the source's own page; an operator can set LOOK_UPS.")
        return [Refusal("look_ups_off", _("This installation does not ask registers by itself."), cure)]
    if source is None:
        return [Refusal("no_register", _("No register that software can ask answers this."), by_hand)]
    if question_of(check) is None:
        return [Refusal("no_number", _("There is no number to ask by."), _("Ask the therapist for the number, or look the name up."))]
    if check.state not in ASKABLE:
        return [Refusal("answered", _("An answer is here already."), _("Review it, or open a new check first."))]
    return []


def values_of(answer: Answer) -> dict:
    """The answer as a check keeps it. Without one registration, or with a word nobody mapped, its status is none that counts."""
    record = answer.record
    if record is None:
        shown = {"outcome": str(answer.outcome), "status": UNSAID, **_silent_after(answer)}
        return {**shown, "candidates": [_in_one_line(each) for each in answer.records]} if answer.records else shown
    outcome = {"outcome": str(answer.outcome)} if answer.outcome != Outcome.FOUND else {}
    said = {name: getattr(record, name) for name in STATED}
    return {
        **outcome, **{name: value for name, value in said.items() if value}, **record.more,
        "names": list(record.names), "number": record.number, "status": record.status or UNSAID,
        **_days(record), **_standing_against(record),
    }


def _silent_after(answer: Answer) -> dict:
    """Nobody found in a copy says nothing of the days after it was made, nor of whom the copy leaves out."""
    if answer.outcome != Outcome.NOT_FOUND:
        return {}
    day = {"silent_after": answer.as_of.isoformat()} if answer.as_of else {}
    return {**day, **({"leaves_out": answer.absent} if answer.absent else {})}


def _days(record: Record) -> dict:
    days = {"first": record.first, "last": record.last, "status_since": record.status_since}
    return {name: day.isoformat() for name, day in days.items() if day}


def _standing_against(record: Record) -> dict:
    """Every remark in words a person reads, and whether one of them is in force."""
    if not record.remarks:
        return {}
    running = any(each.running and each.about in ("", record.number) for each in record.remarks)
    return {"encumbered": running, "remarks": [_remark(each) for each in record.remarks]}


def _remark(each) -> str:
    days = " – ".join(_day(day) for day in (each.first, each.last)) if each.first or each.last else ""
    return " · ".join(filter(None, (each.text or each.kind, days, each.about)))


def _day(day: date | None) -> str:
    return day.isoformat() if day else "…"


def _in_one_line(record: Record) -> str:
    return " · ".join(filter(None, (record.number, *record.names, record.title, record.status or record.status_word)))
