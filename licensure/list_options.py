"""What `manage.py load_list` may be told, and what it takes when it is not told."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

from licensure.models import ListVersion, VersionKind
from licensure.sources import ListUnavailable
from licensure.sources.mapped import FIELDS, Columns


def add_arguments(parser, keys) -> None:
    """Which list, which files, of which day, and how a table's columns are called."""
    parser.add_argument("key", help=f"The list's key: {', '.join(keys)}, or one of your own with --map.")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="The publisher's file, or all of its files.")
    parser.add_argument("--as-of", type=date.fromisoformat, help="The publisher's day (2026-11-24); else the file's own date.")
    parser.add_argument(
        "--change", choices=[VersionKind.EXCLUSIONS, VersionKind.REINSTATEMENTS], default=VersionKind.WHOLE,
        help="The file is a monthly supplement, applied to the list in use.",
    )
    parser.add_argument(
        "--map", dest="mapped", action="append", default=[], metavar="FIELD=COLUMN",
        help=f"Which of their columns holds which of our fields; remembered. Fields: {', '.join(FIELDS)}.",
    )
    parser.add_argument("--date-format", action="append", default=[], metavar="FORMAT", help="How its days are written (%%d.%%m.%%Y).")
    parser.add_argument("--family-first", action="store_true", help="One cell holds “Family Given” without a comma.")
    parser.add_argument("--name", default="", help="What the list is called, with --map.")
    parser.add_argument("--publisher", default="", help="Who publishes it, with --map.")
    parser.add_argument("--url", default="", help="Where it is published, with --map.")
    parser.add_argument("--json", action="store_true", help="One JSON object on standard output.")


def columns_of(options) -> Columns | None:
    """The mapping given, or None. Raises ListUnavailable (mapping) when it names no field of ours or no column."""
    if not options["mapped"]:
        return None
    pairs = [pair.partition("=") for pair in options["mapped"]]
    if wrong := [field for field, equals, column in pairs if not (equals and column.strip())]:
        raise ListUnavailable("mapping", ", ".join(wrong))
    return Columns({field: column for field, _, column in pairs}, tuple(options["date_format"]), options["family_first"])


def file_day(key, files: list[Path], contents: list[bytes], at) -> date:
    """The oldest file's own date, never ahead of the clock; when this very file is in use, the day noted then."""
    current = ListVersion.objects.filter(exclusion_list_id=key).first()
    if current and len(contents) == 1 and current.sha256 == hashlib.sha256(contents[0]).hexdigest():
        return current.as_of
    return min(datetime.fromtimestamp(min(path.stat().st_mtime for path in files), UTC), at).date()
