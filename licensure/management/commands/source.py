"""`manage.py source list` and `manage.py source try NAME --query KEY=VALUE`: ask a register from a terminal.

Reads only: nothing is recorded of anybody. Exit status: 0 the register answered, whatever it said; 1 it was unavailable, or it
cannot be asked that; 2 wrong use.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from licensure.sources.answers import Answer, BadQuery, Outcome, Source
from licensure.sources.fetching import BadAddress, Fetcher
from licensure.sources.registers import registers
from licensure.words_sources import outcome_words


class Command(BaseCommand):
    """Ask a register, or a server that stands in for it."""

    help = "Which registers can be asked, and what one answers. Nothing is recorded."
    requires_system_checks = []

    def add_arguments(self, parser):
        """`list`, or `try` with a register and a query."""
        acts = parser.add_subparsers(dest="act", required=True)
        listed = acts.add_parser("list", help="Every register, with what it can be asked by.")
        listed.add_argument("--json", action="store_true", help="One JSON object a line.")
        tried = acts.add_parser("try", help="Ask one.")
        tried.add_argument("name", choices=sorted(registers()), metavar="NAME", help="The register's key, see `list`.")
        tried.add_argument("--url", help="Ask this address instead of the register's own.")
        tried.add_argument("--discipline-url", default="", help="And this one for its list of discipline, where that is kept beside it.")
        tried.add_argument("--query", nargs="+", action="extend", required=True, metavar="KEY=VALUE", type=pair)
        tried.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="Judge ends by this day; else today there.")
        tried.add_argument("--timeout", type=float, default=10.0, metavar="SECONDS", help="Of silence, per attempt.")
        tried.add_argument("--attempts", type=int, default=3, help="How often, when a failure may pass by itself.")
        tried.add_argument("--save", type=Path, metavar="FILE", help="Keep the raw answer there.")
        tried.add_argument("--json", action="store_true", help="One JSON object.")

    def handle(self, *, act, **options):
        """Print the registers or the answer."""
        if act == "list":
            self._list(options["json"])
        else:
            self._try(options)

    def _try(self, options):
        source = registers()[options["name"]]
        if not (options["url"] or source.url):
            raise CommandError(_("%(name)s has no address that software can ask. Name one with --url, such as that of a copy you keep "
                                 "of the file from %(page)s.") % {"name": source.name, "page": source.page}, returncode=1)
        source = source.at(options["url"] or source.url, options["discipline_url"])
        fetch = Fetcher(timeout=options["timeout"], deadline=3 * options["timeout"], attempts=max(1, options["attempts"]))
        on = options["on"] or datetime.now(ZoneInfo(source.zone)).date()  # the register's own day, whatever the demo's is
        try:
            answer = source.look_up(dict(options["query"]), fetch, on=on)
        except (BadQuery, BadAddress) as error:
            raise CommandError(str(error), returncode=1) from error
        if options["save"]:
            options["save"].write_bytes(answer.raw)
        self.stdout.write(json.dumps(as_json(source, dict(options["query"]), answer)) if options["json"] else as_lines(answer))
        if answer.outcome == Outcome.UNAVAILABLE:
            raise CommandError(outcome_words(answer), returncode=1)

    def _list(self, as_json_lines):
        for source in registers().values():
            told = {name: getattr(source, name) for name in ("key", "name", "element", "jurisdiction", "channel", "url", "page")}
            told["terms"] = list(source.terms)
            told["needs"] = [sorted(need) for need in source.needs]
            self.stdout.write(json.dumps(told) if as_json_lines else f"{source.key}: {source.name} ({', '.join(source.terms)})")


def pair(text: str) -> tuple[str, str]:
    """KEY=VALUE. ValueError makes argparse refuse it."""
    key, sign, value = text.partition("=")
    if not sign or not key.strip():
        raise ValueError(text)
    return key.strip(), value


def as_json(source: Source, query: dict, answer: Answer) -> dict:
    """The answer in plain values; the raw bytes as their fingerprint."""
    return {
        "source": source.key, "url": source.url, "query": query, "outcome": str(answer.outcome), "reason": answer.reason,
        "detail": answer.detail, "text": outcome_words(answer), "as_of": _plain(answer.as_of),
        "sha256": hashlib.sha256(answer.raw).hexdigest() if answer.raw else None, "bytes": len(answer.raw),
        "content_type": answer.content_type, "active": active(answer), "remarks": len(answer.remarks),
        "records": [_plain(asdict(record)) for record in answer.records],
    }


def active(answer: Answer) -> bool:
    """Whether the source shows one registration, in force by its own word. Remarks may still stand against it."""
    return answer.outcome == Outcome.FOUND and answer.record.status == "active"


def as_lines(answer: Answer) -> str:
    """The answer for a reader."""
    lines = [outcome_words(answer)]
    for record in answer.records:
        words = record.status or _("unknown (“%(word)s”)") % {"word": record.status_word}
        lines.append(f"  {record.number}  {', '.join(record.names)}  {record.title}  {words}  {record.first or ''} – {record.last or ''}")
        lines += [f"    {each.kind}: {each.text} {each.first or ''} – {each.last or ''}" for each in record.remarks]
    return "\n".join(lines)


def _plain(value):
    """Days as text, tuples as lists, all the way down."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
