"""`manage.py board_file ORGANIZATION BOARD FILE`: bring a board's own file, as the page "Boards' own files" does.

Exit status: 0 the file is in use; 1 it was refused, or nobody has said what its columns mean; 2 wrong use.
"""

import json
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from licensure.facts.board_files import remembered
from licensure.models import BoardFile
from licensure.sources import ListUnavailable
from licensure.sources.board_files import FIELDS, BoardColumns, Kind
from licensure.sources.board_proposal import look_at
from licensure.words_boards import odd_words, refused_words
from licensure.workflow.board_files import bring, check_board, map_columns
from network import clock
from network.access import system
from network.models import Organization


class Command(BaseCommand):
    """Bring it, map it when told how, tell what became of it."""

    help = "Load a board's roster or list of discipline for one organization. A refused file leaves the one in use as it is (exit 1)."

    def add_arguments(self, parser):
        """Whose, which board's, of which day, and what its columns and words mean where nobody said so yet."""
        parser.add_argument("organization", metavar="ORGANIZATION", help="The organization's slug.")
        parser.add_argument("board", metavar="BOARD", help="The register's key in its pack: US-TX:bhec.")
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--as-of", type=date.fromisoformat, required=True, metavar="DATE", help="The board's own day.")
        parser.add_argument("--kind", choices=[str(each) for each in Kind], default=str(Kind.ROSTER))
        parser.add_argument("--title", action="append", default=[], metavar="KEY", help="A title it covers; none: all of the board's.")
        parser.add_argument("--map", dest="mapped", action="append", default=[], metavar="FIELD=COLUMN", type=pair,
                            help=f"What a column means; remembered. Fields: {', '.join(FIELDS)}.")  # fmt: skip
        parser.add_argument("--word", action="append", default=[], metavar="WORD=STATUS", type=pair, help="What a status word means.")
        parser.add_argument("--date-format", action="append", default=[], metavar="FORMAT", help="How its days are written (%%d/%%m/%%Y).")
        parser.add_argument("--json", action="store_true", help="One JSON object on standard output.")

    def handle(self, **options):
        """Bring, map, tell."""
        organization = Organization.objects.filter(slug=options["organization"]).first()
        if organization is None:
            raise CommandError(_("There is no organization %(slug)s.") % {"slug": options["organization"]})
        try:
            file = self._load(organization, options)
        except ListUnavailable as error:
            if options["json"]:
                told = {"board": options["board"], "error": error.code, "detail": error.detail, "row": error.row}
                self.stdout.write(json.dumps(told))
            raise CommandError(refused_words(error)) from error
        except ValueError as error:
            raise CommandError(str(error)) from error
        self._tell(file, options["json"])

    def _load(self, organization, options) -> BoardFile:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        check_board(options["board"], options["title"])
        actor, at = system("board_file", organization), clock.now()
        if not options["mapped"] and not remembered(organization, options["board"], options["kind"]):
            proposed = " ".join(f"--map '{name}={column}'" for name, column in look_at(content).proposed.items())
            told = {"proposed": proposed}
            raise CommandError(_("Nobody has said yet what this board's columns mean. Look at this proposal: %(proposed)s") % told)
        columns = self._columns(options)
        given = {"register": options["board"], "kind": Kind(options["kind"]), "titles": options["title"], "as_of": options["as_of"]}
        try:
            file = bring(organization=organization, content=content, filename=options["file"].name, actor=actor, at=at, **given)
        except ListUnavailable as error:
            refused = BoardFile.objects.within(organization).filter(register=options["board"], refused=error.code).order_by("-pk").first()
            if columns is None or error.code != "unmapped":
                raise
            file = refused
        return map_columns(file, columns, actor=actor, at=at) if columns and file.loaded_at is None else file

    def _columns(self, options) -> BoardColumns | None:
        if not options["mapped"]:
            return None
        return BoardColumns(Kind(options["kind"]), dict(options["mapped"]), dict(options["word"]), tuple(options["date_format"]))

    def _tell(self, file: BoardFile, as_json: bool):
        told = {
            "board": file.register, "kind": file.kind, "titles": file.titles, "as_of": str(file.as_of), "sha256": file.sha256,
            "rows": file.rows, "odd": file.odd, "odd_rows": file.odd_rows, "unmapped_words": file.words,
        }
        if as_json:
            self.stdout.write(json.dumps(told))
            return
        self.stdout.write(_("%(board)s as of %(as_of)s: %(rows)s rows, %(odd)s kept out.") % told)
        for odd in file.odd_rows[:10]:
            self.stdout.write(_("  row %(row)s: %(what)s") % {"row": odd["row"], "what": odd_words(odd["code"])})
        for word, count in file.words.items():
            self.stdout.write(_("  “%(word)s” (%(count)s): nobody said what it means, a person decides") % {"word": word, "count": count})


def pair(text: str) -> tuple[str, str]:
    """`FIELD=COLUMN`. ValueError, which the parser turns into wrong use, for anything else."""
    name, equals, value = text.partition("=")
    if not (equals and name.strip() and value.strip()):
        raise ValueError(text)
    return name.strip(), value.strip()
