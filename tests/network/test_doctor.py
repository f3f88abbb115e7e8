"""`manage.py doctor` names what is missing or unsafe, and mends what needs no choice."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from network import doctor, seals, triggers
from network.access import system
from network.doctor import BAD, GOOD, NOTE
from network.events import record
from network.models import Schedule
from network.storage import StorageError
from tests.network import cast
from tests.network.test_events import change

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def installation(settings, tmp_path):
    """A development installation in a folder of its own, without the two slow examinations."""
    settings.VAR = tmp_path
    settings.AUDIT_KEY = str(tmp_path / "audit_key")
    settings.STORAGE = {**settings.STORAGE, "kind": "local", "root": str(tmp_path / "documents")}
    settings.EXAMINATIONS = []  # those of the apps above have tests of their own
    call_command("createcachetable", verbosity=0)


@pytest.fixture
def production(settings):
    settings.DEBUG = settings.DEMO = False
    settings.STAFF_SECOND_FACTOR = True
    settings.SECRET_KEY = "x" * 60
    settings.SITE_URL = "https://network.harbor.example"
    settings.ALLOWED_HOSTS = ["network.harbor.example"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def found(look, at=NOW):
    """(topic, level) of everything an examination finds."""
    return [(finding.topic, finding.level) for finding in look(at)]


def test_development_is_said_to_be_that(settings):
    settings.DEBUG = settings.DEMO = True
    (finding,) = doctor.settings_are_safe(NOW)
    assert finding.level == NOTE and "signs anybody in" in finding.message


@pytest.mark.parametrize(
    "setting, value, topic",
    [
        ("SECRET_KEY", "short", ("secret key", BAD)),
        ("ALLOWED_HOSTS", ["*"], ("hosts", BAD)),
        ("SITE_URL", "http://network.harbor.example", ("https", BAD)),
        ("SECURE_PROXY_SSL_HEADER", None, ("https", NOTE)),
    ],
)
def test_production_must_be_locked(production, settings, setting, value, topic):
    assert found(doctor.settings_are_safe) == [("mode", GOOD)]
    setattr(settings, setting, value)
    assert found(doctor.settings_are_safe) == [("mode", GOOD), topic]


def test_a_key_others_can_read_is_named_and_mended(tmp_path):
    key = tmp_path / "secret_key"
    key.write_text("x")
    key.chmod(0o644)
    (finding,) = doctor.secrets_are_private(NOW)
    assert finding.level == BAD
    finding.mend()
    assert found(doctor.secrets_are_private) == []


@pytest.mark.parametrize("debug, level", [(True, NOTE), (False, BAD)])
def test_a_data_folder_open_to_others_is_named_and_mended(settings, tmp_path, debug, level):
    settings.DEBUG = debug
    tmp_path.chmod(0o755)
    (finding,) = doctor.secrets_are_private(NOW)
    assert (finding.topic, finding.level) == ("data", level)
    finding.mend()
    assert found(doctor.secrets_are_private) == []


def test_static_files_older_than_the_code_are_named_and_mended(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.DEBUG = True
    assert found(doctor.static_files_are_collected) == []
    settings.DEBUG = False
    (finding,) = doctor.static_files_are_collected(NOW)
    assert (finding.topic, finding.level) == ("static files", BAD)
    finding.mend()
    assert found(doctor.static_files_are_collected) == [("static files", GOOD)]
    (tmp_path / "static" / "css" / "tokens.css").write_text("/* of an earlier version */")
    assert found(doctor.static_files_are_collected) == [("static files", BAD)]


def test_missing_triggers_are_named_and_mended():
    assert found(doctor.database_is_ready) == [("database", GOOD)]
    triggers.drop(connection)
    _, finding = doctor.database_is_ready(NOW)
    assert (finding.topic, finding.level) == ("triggers", BAD)
    finding.mend()
    assert found(doctor.database_is_ready) == [("database", GOOD)]


def test_a_missing_cache_table_is_named_and_mended():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE network_cache")
    _, finding = doctor.database_is_ready(NOW)
    assert finding.topic == "cache"
    finding.mend()
    assert found(doctor.database_is_ready) == [("database", GOOD)]


def test_a_changed_trail_and_an_old_seal_are_named(tmp_path):
    harbor = cast.organization()
    for _ in range(3):
        record(harbor, "x", actor=system("a test"), at=NOW)
    assert found(doctor.trail_holds) == [("audit trail", GOOD), ("seal", NOTE)]
    key = seals.signing_key(tmp_path / "audit_key")
    seals.write(tmp_path / "seal.json", key=key, actor=system("a test"), at=NOW)
    sealed = seals.last_sealed_at()
    assert found(doctor.trail_holds, sealed + timedelta(days=7)) == [("audit trail", GOOD)]
    assert found(doctor.trail_holds, sealed + timedelta(days=8)) == [("audit trail", GOOD), ("seal", NOTE)]
    triggers.drop(connection)
    change(f"organization:{harbor.pk}")
    assert found(doctor.trail_holds, sealed) == [("audit trail", BAD)]


def test_a_store_that_refuses_is_named(monkeypatch):
    assert found(doctor.storage_answers) == [("storage", GOOD)]

    def refuse():
        raise StorageError("The disk is full.")

    monkeypatch.setattr(doctor, "store", refuse)
    (finding,) = doctor.storage_answers(NOW)
    assert finding.level == BAD and "The disk is full." in finding.message


def test_a_probe_leaves_nothing_behind():
    assert found(doctor.storage_answers) == [("storage", GOOD)]
    assert doctor.store().keys() == []


def test_missing_pango_is_named_with_the_packages_to_install(monkeypatch):
    class Failed:
        returncode = 1

    monkeypatch.setattr(doctor.subprocess, "run", lambda *a, **k: Failed)
    (finding,) = doctor.letters_can_be_made(NOW)
    assert finding.level == BAD and "libpango-1.0-0" in finding.cure


def test_walls_that_do_not_stand_are_named(monkeypatch):
    monkeypatch.setattr(doctor.jail, "report", lambda: {"memory": True, "network": False})
    (finding,) = doctor.jail_stands(NOW)
    assert finding.level == NOTE and "network" in finding.message


@pytest.mark.parametrize("minutes, level", [(4, GOOD), (6, BAD)])
def test_work_that_waits_has_no_worker(minutes, level):
    assert found(doctor.worker_works) == [("worker", NOTE)]
    now = timezone.now()
    Schedule.objects.create(name="nightly", next_due=now - timedelta(minutes=minutes))
    assert found(doctor.worker_works, now) == [("worker", level)]


def test_failed_jobs_are_counted():
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={}, status="FAILED", backend_name="default", exception_class_path="", traceback=""
    )
    assert ("jobs", NOTE) in found(doctor.worker_works)


def test_mail_that_goes_nowhere_is_bad_in_production(production, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert found(doctor.mail_leaves) == [("mail", BAD)]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert found(doctor.mail_leaves) == [("mail", BAD)]


def test_staff_without_a_second_factor_are_counted(production, settings):
    assert found(doctor.staff_have_second_factors) == [("second factor", GOOD)]
    cast.staff(cast.organization())
    assert found(doctor.staff_have_second_factors) == [("second factor", NOTE)]
    settings.STAFF_SECOND_FACTOR = False
    assert found(doctor.staff_have_second_factors) == [("second factor", BAD)]


def visit(monkeypatch, *arguments):
    kept = [look for look in doctor.EXAMINATIONS if look not in (doctor.letters_can_be_made, doctor.jail_stands)]
    monkeypatch.setattr(doctor, "EXAMINATIONS", kept)
    out = StringIO()
    call_command("doctor", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_fails_while_something_is_bad_and_mends_on_request(monkeypatch, settings):
    settings.DEBUG = True
    triggers.drop(connection)
    with pytest.raises(CommandError, match="1 of"):
        visit(monkeypatch)
    said = visit(monkeypatch, "--mend")
    assert "* triggers: mended." in said and "+ audit trail: Every chain holds." in said
    assert json.loads(visit(monkeypatch, "--json"))["ok"] is True
