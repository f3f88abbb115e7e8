"""The documents say what is true, as far as a machine can tell: links resolve, tables name what the code reads."""

import re
import tomllib
from pathlib import Path

from django.core.management import get_commands

from network.demo.cast import STAFF
from tests.architecture.sources import APPS, ROOT, files, text

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
MENTION = re.compile(r"(?<![\w/.-])(?:docs|tests|bin)/[\w./-]*\w")
SETTING = re.compile(r"\benv\.\w+\(\s*\"(\w+)\"")
HEADING = re.compile(r"^#+ (.+)$", re.M)


def documents() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def anchor(heading: str) -> str:
    """A heading as addresses write it."""
    return re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")


def broken(path: Path) -> list[str]:
    """Links of a document that lead nowhere: no such file, or no such heading in it."""
    wrong = []
    for target in LINK.findall(text(path)):
        name, _, part = target.partition("#")
        place = (path.parent / name) if name else path
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        if not (ROOT / place).exists():
            wrong.append(f"{path}: {target}")
        elif part and part not in {anchor(heading) for heading in HEADING.findall((ROOT / place).read_text())}:
            wrong.append(f"{path}: {target} has no such heading")
    return wrong


def test_every_link_of_a_document_leads_somewhere():
    assert len(documents()) > 10
    assert [wrong for path in documents() for wrong in broken(path)] == []


def test_every_file_the_code_and_the_documents_speak_of_exists():
    """`docs/deploy.md` in a docstring, `bin/messages` in a page: each is a file or a folder of the checkout."""
    talking = [path for path in files() if path.suffix in {".py", ".md", ".html", ".toml"} or path.parts[0] == "bin"]
    wrong = [f"{path}: {name}" for path in talking for name in MENTION.findall(text(path)) if not (ROOT / name).exists()]
    assert wrong == []


def test_the_table_of_settings_names_what_the_settings_read():
    read = set(SETTING.findall(text(Path("network/settings.py"))))
    read |= {"DATABASE_URL", "EMAIL_URL"}  # read through their own functions
    told = set(re.findall(r"^\| `(\w+)` \|", text(Path("docs/deploy.md")), re.M))
    assert told == read


def test_every_command_is_documented():
    ours = {name for name, app in get_commands().items() if app in APPS}
    told = "\n".join(text(path) for path in documents())
    assert [name for name in sorted(ours) if not re.search(rf"(manage\.py |### `){name}\b", told)] == []


def test_every_decision_is_in_the_index_and_numbered_in_order():
    folder = ROOT / "docs" / "decisions"
    kept = sorted(path.name for path in folder.glob("*.md") if path.name != "README.md")
    assert LINK.findall((folder / "README.md").read_text())[1:] == kept
    assert [int(name[:3]) for name in kept] == list(range(1, len(kept) + 1))


def test_the_changelog_has_the_present_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"## {version}" in text(Path("CHANGELOG.md"))


def test_the_readme_names_people_who_exist_and_shows_pictures():
    readme = text(Path("README.md"))
    staff = {colleague.name: colleague for colleague in STAFF}
    named = re.findall(r"^\| ([A-Z][^|]+?) \| ([^|]+?) \|", readme, re.M)
    assert len(named) >= 8
    assert [name for name, _ in named if name not in staff and name != "Wren Halloway"] == []
    assert len(re.findall(r"!\[[^\]]+\]\(docs/pictures/", readme)) >= 4
