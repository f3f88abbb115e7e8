"""`manage.py load_list KEY FILE`: make a file the version in use of an exclusion list."""

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from licensure.models import ListVersion
from licensure.sources import ListUnavailable
from licensure.words_lists import unavailable_words
from licensure.workflow.lists import SOURCES, load_list
from network import clock
from network.access import system


class Command(BaseCommand):
    """Reads the file, refuses what cannot be a whole newer list, says what is odd. The same file twice changes nothing."""

    help = "Load an exclusion list from a file. A file that cannot be used leaves the list in use as it is (exit 1)."

    def add_arguments(self, parser):
        """Which list, which file, of which day."""
        parser.add_argument("key", choices=sorted(SOURCES), help="The list's key.")
        parser.add_argument("file", type=Path, help="The publisher's file.")
        parser.add_argument(
            "--as-of", type=date.fromisoformat, help="The publisher's day (2026-11-24); else the file's own date."
        )
        parser.add_argument("--json", action="store_true", help="One JSON object on standard output.")

    def handle(self, *, key, file, as_of, **options):
        """Load, then tell."""
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        at = clock.now()
        try:
            loaded = load_list(
                source=SOURCES[key],
                content=content,
                filename=file.name,
                as_of=as_of or file_day(key, file, content, at),
                actor=system("load_list"),
                at=at,
            )
        except ListUnavailable as error:
            self._refuse(error, key, options["json"])
        self._tell(loaded, options["json"])

    def _refuse(self, error, key, as_json):
        kept = ListVersion.objects.filter(exclusion_list_id=key).first()
        if as_json:
            told = {
                "list": key,
                "error": error.code,
                "detail": error.detail,
                "row": error.row,
                "kept": kept and str(kept.as_of),
            }
            self.stdout.write(json.dumps(told))
        stays = _("The list of %(day)s stays in use.") % {"day": kept.as_of} if kept else _("No list is in use.")
        raise CommandError(f"{unavailable_words(error)} {stays}")

    def _tell(self, loaded, as_json):
        version = loaded.version
        told = {
            "list": version.exclusion_list_id,
            "as_of": str(version.as_of),
            "sha256": version.sha256,
            "rows": version.rows,
            "odd": version.odd,
            "odd_rows": version.odd_rows,
            "added": version.added,
            "ended": version.ended,
            "created": loaded.created,
        }
        if as_json:
            self.stdout.write(json.dumps(told))
            return
        if not loaded.created:
            self.stdout.write(_("This file is in use already, as of %(as_of)s. Nothing changed.") % told)
            return
        self.stdout.write(_("%(list)s as of %(as_of)s: %(rows)s rows, %(added)s new, %(ended)s ended.") % told)
        if version.odd:
            self.stdout.write(_("%(odd)s rows are odd and were kept:") % told)
        for odd in version.odd_rows[:10]:
            self.stdout.write(_("  row %(row)s %(column)s: %(code)s") % odd)


def file_day(key, file, content, at) -> date:
    """The file's own date, never ahead of the clock; when this very file is in use, the day noted then."""
    current = ListVersion.objects.filter(exclusion_list_id=key).first()
    if current and current.sha256 == hashlib.sha256(content).hexdigest():
        return current.as_of
    return min(datetime.fromtimestamp(file.stat().st_mtime, UTC), at).date()
