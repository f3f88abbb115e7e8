"""`manage.py authority`: may somebody who holds these licenses serve a client there, then?

Reads the packs only; with --organization also its parameters and what somebody corrected.

Exit status: 0 the question was answered (yes or no), 1 it names something unknown, 2 it is not a question.
"""

import json
from dataclasses import replace
from datetime import date, datetime

from django.core.management.base import BaseCommand, CommandError

from licensure.catalog import Mechanism, Renewal
from licensure.packs import SERVICES, PackError, Packs, packs
from licensure.policy import accepted, known
from licensure.rules import MODES, Authority, Held, authority
from licensure.words import answer_words, reason_words
from network.dates import At, Day, Moment
from network.models import Organization


class Command(BaseCommand):
    """Ask the licensure rules from a terminal."""

    help = "Whether what somebody holds lets her serve a client there, then, and on what it rests."
    requires_system_checks = []

    def add_arguments(self, parser):
        """What is held, where everybody is, and when."""
        parser.add_argument(
            "--held",
            action="append",
            default=[],
            metavar="JURISDICTION:TITLE[:EXPIRES]",
            help="repeatable; the title by name or abbreviation, EXPIRES as YYYY-MM-DD (the last good day)",
        )
        parser.add_argument(
            "--supervisor",
            action="append",
            default=[],
            metavar="JURISDICTION:TITLE[:EXPIRES]",
            help="repeatable; what somebody holds who supervises all that is held, EXPIRES as with --held",
        )
        parser.add_argument("--client-in", required=True, metavar="JURISDICTION")
        parser.add_argument("--practitioner-in", metavar="JURISDICTION")
        parser.add_argument("--service", required=True, help=", ".join(SERVICES))
        parser.add_argument("--mode", required=True, help=", ".join(MODES))
        parser.add_argument("--on", required=True, metavar="DATE", help="YYYY-MM-DD, or an instant with its offset")
        parser.add_argument("--organization", metavar="SLUG", help="apply what this organization accepts")
        parser.add_argument(
            "--accept", action="append", default=[], metavar="REGISTER", help="a voluntary register, NL:nip"
        )
        parser.add_argument("--supervision", action="store_true", help="allow practice under supervision")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options):
        """Print the answer."""
        try:
            answer = ask(_known_to(options["organization"]), options)
        except ValueError as error:
            raise CommandError(str(error), returncode=1) from error
        self.stdout.write(json.dumps(as_json(answer)) if options["json"] else "\n".join(as_lines(answer)))


def _known_to(slug: str | None) -> Packs:
    """What counts for the organization; the packs alone when none is named."""
    if not slug:
        return packs()
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None:
        raise PackError(f"Unknown organization {slug!r}.")
    return known(organization)


def ask(found: Packs, options) -> Authority:
    """The question as the rules take it. ValueError on an unknown place, title, service, mode, day or organization."""
    when = moment(options["on"])
    policy = {"accepted_registers": set(options["accept"]), "supervision": options["supervision"]}
    client_in, practitioner_in = (
        options[name] and code(found, options[name]) for name in ("client_in", "practitioner_in")
    )
    requirement = found.requirement(client_in, options["service"], **policy)
    if options["organization"]:
        requirement = accepted(requirement, options["organization"], on=when.day_in(requirement.zone))
    supervisors = tuple(holding(found, text, when) for text in options["supervisor"])
    held = [replace(holding(found, text, when), supervisors=supervisors) for text in options["held"]]
    return authority(
        requirement, held, client_in=client_in, practitioner_in=practitioner_in, mode=options["mode"], when=when
    )


def holding(found: Packs, text: str, when: Moment) -> Held:
    """One `--held`. Without EXPIRES it is taken to be good on the day asked about, and nothing is said beyond it."""
    place, _, rest = text.partition(":")
    title, _, ends = rest.rpartition(":") if ends_in_day(rest) else (rest, "", "")
    kind = found.title(code(found, place), title)
    on = when.day_in(kind.zone)
    last = day(ends) if ends else on
    if kind.renewal in (Renewal.LIFELONG, Renewal.WITH_HOME) and not ends:
        last = None
    home = code(found, place) if kind.mechanism else ""
    if kind.mechanism in (Mechanism.TELE, Mechanism.TEMPORARY) and home == kind.jurisdiction:
        home = ""
    return Held(text, kind, last=last, verified_as_of=on, place=home)


def ends_in_day(rest: str) -> bool:
    """Whether what follows the place ends in `:EXPIRES`; a title has no colon."""
    return ":" in rest


def code(found: Packs, text: str) -> str:
    """A jurisdiction's code in any letter case."""
    return found.place(text.strip().upper()).code


def day(text: str) -> date:
    """A calendar day. ValueError says which text is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PackError(f"{text!r} is not a date; write YYYY-MM-DD.") from error


def moment(text: str) -> Moment:
    """A day, or an instant when a time stands in it."""
    if "T" not in text:
        return Day(day(text))
    try:
        return At(datetime.fromisoformat(text))
    except ValueError as error:
        raise PackError(f"{text!r} is not an instant with its offset from UTC.") from error


def as_json(answer: Authority) -> dict:
    """The answer in plain values; `basis` are the keys of the best way, `alternatives` all ways."""
    ways = [
        {
            "bases": [
                {"key": one.key, "first": _iso(one.first), "last": _iso(one.last), "zone": one.zone}
                for one in way.bases
            ],
            "labels": list(way.labels),
            "until": _iso(way.until),
        }
        for way in answer.alternatives
    ]
    return {
        "ok": answer.ok,
        "basis": [one["key"] for one in ways[0]["bases"]] if ways else [],
        "reasons": [
            {"code": each.code, "subject": each.subject, "detail": each.detail, "text": reason_words(each)}
            for each in answer.reasons
        ],
        "until": _iso(answer.until),
        "alternatives": ways,
    }


def as_lines(answer: Authority) -> list[str]:
    """The answer for a reader."""
    lines = [answer_words(answer)]
    for way in answer.alternatives[:1]:
        lines += [f"  {basis.key}" for basis in way.bases]
    return lines + [f"- {reason_words(each)}" for each in answer.reasons]


def _iso(found: date | None) -> str | None:
    return found.isoformat() if found else None
