"""`manage.py corrections list`: what organizations corrected, and `take`, `decline`, `withdraw` or `keep` by the operator's name.

A correction counts for its own organization; taken over it counts for everyone who says nothing of her own (decision 22).

Exit status: 0 done, 1 refused or unknown, 2 wrong usage.
"""

import json

from django.core.management.base import BaseCommand, CommandError

from licensure.models import CommonCorrection, Correction
from licensure.packs import packs
from licensure.queries.corrections import conflicts, unanswered
from licensure.workflow.common_corrections import decline, keep_common, take_over, withdraw_common
from network import clock
from network.transitions import Refused

ABOUT_OWN = {"take": take_over, "decline": decline}
ABOUT_COMMON = {"withdraw": withdraw_common, "keep": keep_common}


class Command(BaseCommand):
    """What counts for every organization is the operator's, at the terminal, by name and with a reason."""

    help = "List what organizations corrected of the packs, and say what of it counts for everyone."

    def add_arguments(self, parser):
        """Five things to do."""
        doing = parser.add_subparsers(dest="doing", required=True)
        listing = doing.add_parser("list", help="What waits for an answer, and what counts for everyone.")
        listing.add_argument("--json", action="store_true", help="One JSON object a line.")
        for name, told in (
            ("take", "Let an organization's correction count for everyone."), ("decline", "Leave it with its organization."),
            ("withdraw", "Let the pack count again for everyone."), ("keep", "The pack says otherwise now; what was taken over stays."),
        ):
            each = doing.add_parser(name, help=told)
            each.add_argument("number", type=int, help="As `corrections list` shows it.")
            each.add_argument("--operator", required=True, metavar="NAME", help="Your own name; it is kept on record.")
            each.add_argument("--reason", required=True, metavar="TEXT")

    def handle(self, *, doing, **options):
        """List, or find the one that is meant and do it."""
        if doing == "list":
            for told in [*map(_own, unanswered()), *_common()]:
                self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else _line(told))
            return
        row = _found(doing, options["number"])
        try:
            act = (ABOUT_OWN | ABOUT_COMMON)[doing]
            act(row, operator=options["operator"], reason=options["reason"], at=clock.now())
        except Refused as problem:
            raise CommandError("\n".join(f"{one.message} {one.cure}".strip() for one in problem.refusals)) from None
        self.stdout.write(f"{row}: done.")


def _found(doing, number):
    own = Correction.objects.everywhere(reason="the operator names a correction by its number")
    rows = own.select_related("organization") if doing in ABOUT_OWN else CommonCorrection.objects.filter(withdrawn_at=None)
    row = rows.filter(pk=number).first()
    if row is None:
        raise CommandError(f"There is no such correction: {number}.")
    return row


def _own(row) -> dict:
    return {"number": row.pk, "state": "waiting", "organization": row.organization.slug, **_told(row)}


def _common():
    differing = {(each.kind, each.key, each.field) for each in conflicts(packs())}
    for row in CommonCorrection.objects.filter(withdrawn_at=None):
        state = "conflict" if (row.kind, row.subject, row.field) in differing else "common"
        yield {"number": row.pk, "state": state, "organization": "", **_told(row)}


def _told(row) -> dict:
    return {
        "kind": row.kind, "subject": row.subject, "field": row.field, "value": row.value, "instead_of": row.pack,
        "source": row.source, "checked_on": row.checked_on.isoformat(), "confidence": row.confidence, "note": row.note,
        "reason": row.reason,
    }


def _line(told: dict) -> str:
    whose = f" · {told['organization']}" if told["organization"] else ""
    what = f"{told['subject']} {told['field']}: {told['value']!r} instead of {told['instead_of']!r}"
    head = f"{told['number']} · {told['state']}{whose} · {what}"
    return f"{head}\n    {told['source']} · {told['checked_on']} · {told['confidence']} · {told['reason']}"
