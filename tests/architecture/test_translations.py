"""Both languages are complete, and what is compiled is what is written.

No gettext program is needed: the catalogs are read and compiled in Python, so that a bare machine can check them, too.
"""

import io
import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT

CATALOGS = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django*.po"))
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def catalog(path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def entries(path):
    return [message for message in catalog(path) if message.id]


def both(message):
    """(source, translation) in all forms."""
    ids = message.id if isinstance(message.id, list | tuple) else [message.id]
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    return ids, strings


def named(sentence) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(sentence)}


def test_dutch_has_a_catalog():
    assert {path.parent.parent.name for path in CATALOGS} >= {"nl"}


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parent.parent.name)
def test_no_entry_is_missing_or_doubtful(path):
    wrong = [m.id for m in entries(path) if m.fuzzy or not all(both(m)[1])]
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parent.parent.name)
def test_a_translation_names_the_same_values_as_its_sentence(path):
    wrong = []
    for message in entries(path):
        ids, strings = both(message)
        allowed = set().union(*map(named, ids))
        wrong += [message.id for string in strings if string and not named(string) <= allowed]
        wrong += [message.id for string in strings[-1:] if string and named(string) != named(ids[-1])]
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parent.parent.name)
def test_the_compiled_catalog_is_current(path):
    written = io.BytesIO()
    write_mo(written, catalog(path))
    written.seek(0)
    fresh = {key: message.string for key, message in read_mo(written)._messages.items()}
    with path.with_suffix(".mo").open("rb") as file:
        committed = {key: message.string for key, message in read_mo(file)._messages.items()}
    fresh.pop("", None), committed.pop("", None)
    assert committed == fresh
