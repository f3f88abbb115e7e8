"""Boards' own files for a screen: which there are, the first cells of each column, what is proposed for them."""

from licensure.facts.board_files import remembered
from licensure.models import BoardFile
from licensure.sources import ListUnavailable
from licensure.sources.board_proposal import look_at, proposed, proposed_words
from licensure.sources.board_tables import published
from licensure.sources.board_words import status_words
from network.documents_read import open_bytes

SHOWN = 100


def files_of(organization) -> list[BoardFile]:
    """The organization's files, the newest day first."""
    return list(BoardFile.objects.within(organization).select_related("mapping")[:SHOWN])


def samples_of(file: BoardFile) -> list[tuple[str, list[str]]]:
    """Each column with its first cells; nothing of a file in which no header was found."""
    try:
        shown = look_at(open_bytes(file.document))
    except ListUnavailable:
        return []
    return [(column, [row[place] for row in shown.rows]) for place, column in enumerate(shown.columns)]


def initial_mapping(file: BoardFile) -> dict:
    """What is remembered of the board's columns as far as this file has them, and what is proposed for the others.

    Before anything is remembered, what the board publishes of its own file is proposed, where we know it.
    """
    last = remembered(file.organization, file.register, file.kind) or published(file.register, file.columns)
    fields = {name: column for name, column in (last.fields if last else {}).items() if column in file.columns}
    free = [column for column in file.columns if column not in fields.values()]
    fields = {**{name: column for name, column in proposed(free).items() if name not in fields}, **fields}
    words = proposed_words(words_of(file, fields))
    return {"fields": fields, "words": {**words, **(last.words if last else {})}}


def words_of(file: BoardFile, fields: dict) -> list[str]:
    """The words that stand in the column said to hold the status, the most frequent first."""
    if not fields.get("status"):
        return []
    columns = [fields[name] for name in ("status", "status_detail") if fields.get(name)]
    try:
        return status_words(open_bytes(file.document), *dict.fromkeys(columns))
    except ListUnavailable:
        return []
