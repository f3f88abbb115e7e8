"""Both languages are complete, and what is compiled is what is written.

No gettext program is needed: the catalogs are read and compiled in Python, so that a bare machine can check them, too.
"""

import ast
import io
import re
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT, code, tree

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


def test_the_catalog_holds_every_marked_text_and_nothing_else():
    """`bin/messages` finds the same texts in code and templates as the catalog has, each translated and compiled."""
    done = subprocess.run([sys.executable, ROOT / "bin" / "messages", "--check"], capture_output=True, text=True)
    assert (done.stdout.strip(), done.returncode) == ("complete", 0), done.stdout + done.stderr


# ── Whom a Dutch text addresses ──────────────────────────────────────────────
INFORMAL, FORMAL = re.compile(r"\b(je|jij|jou|jouw)\b", re.IGNORECASE), re.compile(r"\b(u|uw)\b", re.IGNORECASE)
FORMAL_CONTEXTS = {"letter", "employer"}


def addressed(pattern, formal: bool):
    """Dutch texts of one register that use the other one's words."""
    return [
        string
        for message in entries(ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po")
        if (message.context in FORMAL_CONTEXTS) is formal
        for string in both(message)[1]
        if pattern.search(string)
    ]


def test_letters_say_u_and_everything_else_says_je():
    assert addressed(INFORMAL, formal=True) == []
    assert addressed(FORMAL, formal=False) == []


AVOIDED = re.compile(
    r"\b(helaas|oeps|sorry|succesvol|middels|teneinde|dient te|onderhavig|inzake|alsmede|reeds|conform|derhalve"
    r"|sollicitatie|aanstelling|ontslag|salaris|loon|verlof|licentie|geloofsbrief|machtiging|hij/zij|zijn/haar)\b|!",
    re.IGNORECASE,
)


def test_dutch_avoids_the_words_that_mislead():
    """Officialese, and words of employment and public law: therapists are independent, the organization is private."""
    found = [s for m in entries(ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po") for s in both(m)[1] if AVOIDED.search(s)]
    assert found == []


# ── Sentences in code ────────────────────────────────────────────────────────
MARKS = {f"{prefix}gettext{lazy}" for prefix in ("", "n", "p", "np") for lazy in ("", "_lazy")} | {"_", "gettext_noop"}
SENTENCE = re.compile(r"([A-Z][a-z’']+|A|I) +[a-z%{]")
# said to who runs the installation, not to who works with it; and the invented samples of the style page
FOR_OPERATORS = (
    "checks.py", "doctor.py", "examinations.py", "settings.py", "worker.py", "seals.py", "backup.py", "bench.py", "safety.py", "packs.py",
    "verify.py", "bench_quality.py", "bench_import.py", "bench_letters.py", "bench_pictures.py", "bench_sweep.py", "bench_uploads.py",
    "bench_queue.py", "bench_files.py", "bench_bank_file.py", "bench_referral.py",
)
NOT_OURS_TO_SAY = {
    "List of Excluded Individuals and Entities", "Disclosure and Barring Service", "Bundesamt für Justiz",
}  # names of lists and offices, as their publishers write them
DEVELOPERS = {"reason", "help", "help_text"}  # keywords read in code and on the command line
SHOWN_ERRORS = {"ValidationError", "Refused", "Refusal", "Forbidden"}


def called(node) -> str:
    """The name of the function a call calls."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def unmarked(node):
    """Sentences below a node that are no docstring, no developer's error and not marked."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant):
            if isinstance(child.value, str) and SENTENCE.match(child.value):
                yield child.lineno, child.value
        elif not (
            (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant))
            or (isinstance(child, ast.Call) and called(child) in MARKS)
            or (isinstance(child, ast.keyword) and child.arg in DEVELOPERS)
            or (isinstance(child, ast.Raise) and isinstance(child.exc, ast.Call) and called(child.exc) not in SHOWN_ERRORS)
        ):
            yield from unmarked(child)


def test_no_sentence_in_code_is_left_unmarked():
    read = [p for p in code() if p.name not in FOR_OPERATORS and "demo" not in p.parts and "commands" not in p.parts]
    read = [p for p in read if not p.name.startswith("looks_") and "sources" not in p.parts]
    found = [f"{p}:{line} {said!r}" for p in read for line, said in unmarked(tree(p)) if said not in NOT_OURS_TO_SAY]
    assert found == []
