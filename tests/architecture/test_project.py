"""The repository as a whole: locks, migrations, settings and documents agree with the code, and nothing names a machine."""

import re
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.module_loading import import_string

from network.checks import named_functions
from tests.architecture.sources import ROOT, files, text

BINARY = {".mo", ".png", ".jpg", ".jpeg", ".webp", ".pdf", ".woff2", ".ico", ".gz", ".ttf", ".otf", ".zip", ".xlsx"}
MACHINE = re.compile(r"/(?:home|Users)/[a-z]\w*/|/root/|/work/|/mnt/[a-z]|[A-Z]:\\\\Users")
PACKAGE_HOST = re.compile(r"pypi\.org|pythonhosted|files\.python|npmjs\.|registry\.|artifactory|jsdelivr|unpkg|cdnjs")
HOST_FREE = ("requirements", "pyproject.toml", "bin/", ".ci/", "package")


def readable():
    return [path for path in files() if path.suffix not in BINARY]


def lines_with(pattern: re.Pattern, paths) -> list[str]:
    return [
        f"{path}:{number} {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(text(path).splitlines(), 1)
        if pattern.search(line)
    ]


def test_lock_files_are_compiled_from_the_dependencies_in_pyproject():
    done = subprocess.run([sys.executable, ROOT / "bin" / "lock", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_locked_package_has_a_hash():
    for name in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"\n(?=[a-zA-Z0-9])", (ROOT / name).read_text())
        assert [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_no_file_names_a_folder_of_somebodys_machine():
    looked_at = [path for path in readable() if str(path) != "tests/architecture/test_project.py"]
    assert lines_with(MACHINE, looked_at) == []


def test_no_lock_or_script_names_a_package_host():
    looked_at = [path for path in readable() if str(path).startswith(HOST_FREE)]
    assert len(looked_at) > 5
    assert lines_with(PACKAGE_HOST, looked_at) == []


@pytest.mark.django_db
def test_migrations_match_the_models():
    said = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.django_db
def test_the_system_checks_pass():
    call_command("check", "--database", "default", stdout=StringIO())


def test_every_function_the_settings_name_can_be_imported():
    names = list(named_functions())
    assert [name for name in names if not callable(import_string(name))] == []
    assert all(isinstance(listeners, dict) for listeners in settings.NEWS.values())


def test_the_drawing_of_the_machines_is_current():
    """docs/states.md is what `manage.py states` prints."""
    said = StringIO()
    call_command("states", stdout=said)
    assert (ROOT / "docs" / "states.md").read_text().strip() == said.getvalue().strip(), (
        "docs/states.md is older than the machines. Write it again: manage.py states > docs/states.md"
    )


def test_commands_are_executable_and_plain_sh():
    for name in ("bin/run", "bin/setup", "bin/test", ".ci/run"):
        path = ROOT / name
        assert path.stat().st_mode & 0o111, f"{name} is not executable"
        assert path.read_text().startswith("#!/bin/sh\n")
        assert subprocess.run(["sh", "-n", path]).returncode == 0
