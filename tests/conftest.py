"""What every test stands on: lanes by marker, a database and a store of its own, and no way out to the network."""

import gc
import json
import os
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from network import triggers
from tests import prepared, prepared_postgres, shared
from tests.lanes import CI
from tests.lanes.__main__ import missed_by
from tests.lanes.browser import browser_type_launch_args  # noqa: F401  fixtures are found by name
from tests.lanes.clamd import clamd_url  # noqa: F401
from tests.lanes.heic import heic_reader  # noqa: F401
from tests.lanes.s3 import s3_server  # noqa: F401
from tests.lanes.tesseract import tesseract  # noqa: F401
from tests.lanes.workers import Dealing

hypothesis_settings.register_profile(
    "goodstanding", max_examples=25 if CI else 50, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("goodstanding")

LANES = {
    "sqlite": ("pure", "database"),
    "postgres": ("database",),
    "s3": ("s3",),
    "browser": ("browser",),
    "smoke": ("smoke",),
    "tesseract": ("tesseract",),
    "heic": ("heic",),
    "clamd": ("clamd",),
}
NEEDING = {"s3_server": "s3", "tesseract": "tesseract", "heic_reader": "heic", "clamd_url": "clamd"}  # by the fixture it asks for
MISSED = pytest.StashKey[list]()  # tests that no lane would find, with the lane they belong to
DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_serialized_rollback", "admin_client"}


# ── Lanes ────────────────────────────────────────────────────────────────────
def pytest_addoption(parser):
    parser.addoption("--lane", choices=sorted(LANES), help="only the tests of one lane (see tests/lanes)")


def pytest_configure(config):
    """The barest machine has no /etc/hosts and does not know the name localhost; the address always answers."""
    try:
        socket.getaddrinfo("localhost", None)
    except socket.gaierror:
        os.environ.setdefault("DJANGO_LIVE_TEST_SERVER_ADDRESS", "127.0.0.1")


def kinds(item) -> set[str]:
    """What a test runs on, read from the fixtures and marks it asks for."""
    asked = set(getattr(item, "fixturenames", ()))
    if "browser" in asked:
        return {"browser", "smoke"} if item.get_closest_marker("smoke") else {"browser"}
    for fixture, kind in NEEDING.items():
        if fixture in asked:
            return {kind}
    klass = getattr(item, "cls", None)
    cases = klass is not None and issubclass(klass, TransactionTestCase)
    return {"database"} if cases or item.get_closest_marker("django_db") or asked & DATABASE_FIXTURES else {"pure"}


def pytest_collection_modifyitems(config, items):
    """Say on each test what it runs on, and keep only those of the chosen lane."""
    lane, missed = config.getoption("--lane"), config.stash.setdefault(MISSED, [])
    chosen, others = [], []
    for item in items:
        found = kinds(item)
        missed += [f"{item.nodeid}: {name}" for name in missed_by(item.location[0], found)]
        for name in found & {"pure", "s3", "browser"}:
            item.add_marker(name)
        wanted = lane is None or found & set(LANES[lane])
        (chosen if wanted and (on_sqlite() or not item.get_closest_marker("sqlite")) else others).append(item)
    if others:
        config.hook.pytest_deselected(items=others)
    items[:] = sorted(chosen, key=lambda item: not item.get_closest_marker("long"))  # lest a worker is left with one at the end


def pytest_collection_finish(session):
    """Circles among objects are sought after ten thousand new ones instead of seven hundred: what was collected stays anyway."""
    gc.set_threshold(10_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Whoever uses the database finds no world there that she did not ask for."""
    if not item.get_closest_marker("pure"):
        shared.undone_before(item.fixturenames)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Who gets which test."""
    return Dealing(config, log)


def pytest_terminal_summary(terminalreporter):
    """Leave the counts where bin/test adds them up."""
    if path := os.environ.get("LANE_REPORT"):
        stats = terminalreporter.stats
        counts = {name: len(stats.get(name, ())) for name in ("passed", "failed", "error", "skipped")}
        Path(path).write_text(json.dumps(counts))


# ── Databases ────────────────────────────────────────────────────────────────
@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory, django_db_blocker):
    """A SQLite file of its own for every run and worker, so that two runs on one checkout do not meet."""
    if on_sqlite():
        settings.DATABASES["default"]["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
    elif prepared_postgres.usable():
        with django_db_blocker.unblock():
            if prepared_postgres.found():
                settings.DATABASES["default"]["TEST"]["TEMPLATE"] = prepared_postgres.name()


def on_sqlite() -> bool:
    """Whether the tests run on a file."""
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, request) -> bool:
    """Begin with the prepared file where there is one."""
    return on_sqlite() and prepared.laid(Path(settings.DATABASES["default"]["TEST"]["NAME"])) or request.config.getvalue("reuse_db")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, django_db_keepdb):
    """Let the flush after a transactional test empty the tables that refuse to be emptied; load the packs once for all."""
    from django.db import connection

    from tests import loaded

    # on the class: beside Playwright's event loop Django hands out a connection of its own
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_append_only(ops, sql_list):
        if connection.vendor == "sqlite":
            triggers.drop(connection)
            try:
                flush(ops, sql_list)
            finally:
                triggers.install(connection)
            return
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            try:
                flush(ops, sql_list)
            finally:
                cursor.execute("SET session_replication_role = DEFAULT")

    operations.execute_sql_flush = flush_append_only
    with django_db_blocker.unblock():
        loaded.packs()
        if on_sqlite() and not django_db_keepdb:
            prepared.keep(Path(connection.settings_dict["NAME"]))
        elif prepared_postgres.usable():
            prepared_postgres.keep()
    empty = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda case: begin_anew(lambda: empty(case))
    yield
    operations.execute_sql_flush = flush
    TransactionTestCase._fixture_teardown = empty


def begin_anew(empty):
    """After a test that commits: the database as the first test found it, which is copied, or emptied and filled on a server of others."""
    from django.db import connection

    from tests import loaded

    if on_sqlite():
        connection.close()
        prepared.restore(Path(connection.settings_dict["NAME"]))
    elif prepared_postgres.usable():
        prepared_postgres.restore()
    else:
        empty()
        loaded.packs()


# ── What a test may not touch ────────────────────────────────────────────────
@pytest.fixture(scope="session", autouse=True)
def own_store(tmp_path_factory):
    """Documents of a test never land beside real ones; passwords are hashed the quick way."""
    settings.STORAGE["root"] = str(tmp_path_factory.mktemp("documents"))
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def no_way_out():
    """Any connection that leaves this machine is an error: sources are played, never called."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"A test tried to connect to {address[0]}.")
        return connect(self, address)

    socket.socket.connect = guarded
    yield
    socket.socket.connect = connect


# ── Random walks ─────────────────────────────────────────────────────────────
@pytest.fixture(scope="session")
def seeds() -> range:
    """The seeds of a random walk: WALK_SEEDS of them, by default 6 in continuous integration and 30 elsewhere."""
    return range(int(os.environ.get("WALK_SEEDS", "6" if CI else "30")))


@pytest.fixture(scope="session")
def reference_data() -> Path:
    """The folder REFERENCE_DATA names. Set but missing is a failure; unset only skips the comparison."""
    named = os.environ.get("REFERENCE_DATA")
    if not named:
        pytest.skip("REFERENCE_DATA names no folder")
    folder = Path(named)
    assert folder.is_dir(), f"REFERENCE_DATA names {folder}, which is no folder"
    return folder
