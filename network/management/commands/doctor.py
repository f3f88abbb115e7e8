"""`manage.py doctor`: what is missing or unsafe, and how to mend it."""

import json
from datetime import UTC, datetime

from django.core.management.base import BaseCommand, CommandError

from network.doctor import BAD, GOOD, NOTE, examine

SIGNS = {GOOD: "+", NOTE: "~", BAD: "!"}


class Command(BaseCommand):
    """Exit 1 while something is bad. With --mend it first mends what needs no choice."""

    help = "Say what is missing or unsafe in this installation and how to mend it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        """Output and the one change."""
        parser.add_argument("--mend", action="store_true", help="Mend what can be mended without a choice.")
        parser.add_argument("--json", action="store_true", help="One JSON object on one line.")

    def handle(self, *, mend, **options):
        """Look, mend, look again."""
        at = datetime.now(UTC)  # real time: leases and schedules keep it in the demo too
        mended = []
        findings = list(examine(at=at))
        while mend and (ill := [finding for finding in findings if finding.mend and finding not in mended]):
            for finding in ill:
                finding.mend()
            mended += ill
            findings = list(examine(at=at))  # a migrated database shows what it lacks besides
        if options["json"]:
            self.stdout.write(json.dumps(told(findings, mended), ensure_ascii=False))
        else:
            for finding in mended:
                self.stdout.write(f"* {finding.topic}: mended. {finding.message}")
            for finding in findings:
                self.stdout.write(f"{SIGNS[finding.level]} {finding.topic}: {finding.message}")
                if finding.cure:
                    self.stdout.write(f"    {finding.cure}")
        if bad := sum(finding.level == BAD for finding in findings):
            raise CommandError(f"{bad} of {len(findings)} findings are bad.")


def told(findings, mended) -> dict:
    """The same as data."""
    rows = [{"topic": f.topic, "level": f.level, "message": f.message, "cure": f.cure} for f in findings]
    return {"ok": all(f.level != BAD for f in findings), "findings": rows, "mended": [f.topic for f in mended]}
