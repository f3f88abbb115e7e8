"""`manage.py mail bounces FILE…` or `… < bounces.mbox`: what servers say about mails of ours becomes tasks."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from network import clock
from network.workflow.bouncing import Taken, take_in


class Command(BaseCommand):
    """Exit 0: read. Exit 1: a file is missing, or a mail could not be read (the others were)."""

    help = "Take in delivery status notifications (RFC 3464): a single mail or an mbox, from files or standard input."

    def add_arguments(self, parser):
        """What to do, with which files."""
        parser.add_argument("do", choices=["bounces"])
        parser.add_argument("files", nargs="*", help="mails or mailboxes; none: standard input")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, files, **options):
        """Read each and say what was found."""
        total, at = Taken(), clock.now()
        for data in self._read(files):
            for name, number in asdict(take_in(data, at=at)).items():
                setattr(total, name, getattr(total, name) + number)
        self.stdout.write(self._said(total, options["json"]))
        if total.unreadable:
            raise CommandError(_("%(count)s mails could not be read.") % {"count": total.unreadable})

    def _read(self, files):
        if not files:
            yield sys.stdin.buffer.read()
        for name in files:
            try:
                yield Path(name).read_bytes()
            except OSError as error:
                raise CommandError(f"{name}: {error.strerror}.") from error

    def _said(self, total, as_json) -> str:
        if as_json:
            return json.dumps(asdict(total))
        return _("%(failed)s failed, %(delivered)s delivered, %(delayed)s delayed, %(unknown)s about no mail of ours.") % asdict(total)
