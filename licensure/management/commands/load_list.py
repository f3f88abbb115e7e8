"""`manage.py load_list KEY FILE…`: make a file the version in use of an exclusion list."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from licensure.list_options import add_arguments, columns_of, file_day
from licensure.models import ListVersion
from licensure.sources import ListUnavailable
from licensure.words_lists import unavailable_words
from licensure.workflow.lists import SOURCES, load_list
from licensure.workflow.mappings import mapped_source, remember, source_of
from network import clock
from network.access import system


class Command(BaseCommand):
    """Reads the files, refuses what cannot be a whole newer list, says what is odd. The same files twice change nothing."""

    help = "Load an exclusion list from its files. Files that cannot be used leave the list in use as it is (exit 1)."

    def add_arguments(self, parser):
        """Which list, which files, of which day, and how a table's columns are called."""
        add_arguments(parser, sorted(SOURCES))

    def handle(self, *, key, files, as_of, change, **options):
        """Load, remember the mapping, then tell."""
        contents = [self._content(path) for path in files]
        actor, at = system("load_list"), clock.now()
        try:
            columns = columns_of(options)
            source = self._source(key, columns, options)
            day = as_of or file_day(key, files, contents, at)
            loaded = load_list(
                source=source, content=contents[0], more=contents[1:], filename=", ".join(path.name for path in files), as_of=day,
                kind=change, actor=actor, at=at,
            )
        except ListUnavailable as error:
            self._refuse(error, key, options["json"])
        if columns:
            remember(source=source, columns=columns, actor=actor, at=at)
        self._tell(loaded, options["json"])

    def _content(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error

    def _source(self, key, columns, options):
        if columns:
            known = source_of(key) if key not in SOURCES else None
            told = {name: options[name] or getattr(known, name, "") for name in ("name", "publisher", "url")}
            return mapped_source(key, columns, **told)
        source = source_of(key)
        if source is None:
            told = {"key": key, "known": ", ".join(sorted(SOURCES))}
            raise CommandError(
                _("%(key)s has no column mapping yet: say --map FIELD=COLUMN the first time. Lists that need none: %(known)s.") % told,
                returncode=2,
            )
        return source

    def _refuse(self, error, key, as_json):
        kept = ListVersion.objects.filter(exclusion_list_id=key).first()
        if as_json:
            told = {"list": key, "error": error.code, "detail": error.detail, "row": error.row, "kept": kept and str(kept.as_of)}
            self.stdout.write(json.dumps(told))
        stays = _("The list of %(day)s stays in use.") % {"day": kept.as_of} if kept else _("No list is in use.")
        raise CommandError(f"{unavailable_words(error)} {stays}")

    def _tell(self, loaded, as_json):
        version = loaded.version
        told = {
            "list": version.exclusion_list_id, "as_of": str(version.as_of), "sha256": version.sha256, "kind": version.kind,
            "rows": version.rows, "names": version.names, "odd": version.odd, "odd_rows": version.odd_rows,
            "added": version.added, "ended": version.ended, "created": loaded.created,
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
