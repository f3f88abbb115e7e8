"""`manage.py replay REFERENCE`: every assessment of a file, evaluated again on the facts it kept, must find the same.

Exit status: 0 every one does, 1 one differs (the first difference is named) or there is no such file, 2 usage.
"""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vetting.codec import encode
from vetting.models import Application
from vetting.queries.replay import replay


class Command(BaseCommand):
    """Reads, evaluates, compares. Changes nothing."""

    help = "Evaluate every assessment of a file again and compare: years later it must give the same findings."

    def add_arguments(self, parser):
        """Which file."""
        parser.add_argument("reference", help="the application's reference, such as HB-0042")
        parser.add_argument("--json", action="store_true", help="one JSON object a line, one line an assessment")

    def handle(self, *, reference, **options):
        """Replay, print, and fail when something differs."""
        application = (
            Application.objects.everywhere(reason="references are unique; an operator names one file")
            .filter(reference=reference)
            .select_related("organization")
            .first()
        )
        if application is None:
            raise CommandError(_("There is no file %(reference)s.") % {"reference": repr(reference)})
        found = replay(application)
        for each in found:
            self.stdout.write(
                json.dumps({"reference": reference, **encode(each), "same": each.difference is None})
                if options["json"]
                else as_line(each)
            )
        differing = [each for each in found if each.difference]
        if differing:
            raise CommandError(
                _("%(count)s of %(all)s assessments of %(reference)s differ.")
                % {"count": len(differing), "all": len(found), "reference": reference}
            )
        if not options["json"]:
            self.stdout.write(
                _("%(count)s assessments of %(reference)s give the same findings.")
                % {"count": len(found), "reference": reference}
            )


def as_line(each) -> str:
    """One assessment for a reader."""
    told = f"{each.on.isoformat()} #{each.id} {each.route}"
    if each.difference is None:
        return f"{told}: " + _("the same")
    told_difference = {
        "where": " ".join(part for part in (each.difference.criterion, each.difference.field) if part),
        "then": each.difference.then,
        "now": each.difference.now,
    }
    return f"{told}: " + _("%(where)s was %(then)s and is now %(now)s") % told_difference
