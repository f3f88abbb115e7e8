"""`./bin/run --check`: what it looks at, what it refuses, and the passing database it may use."""

import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from network import jobs
from network.management.commands import run_check
from network.management.commands.run_check import Form, Page, Visitor
from network.worker import drain
from tests.network import played_jobs
from tests.world import build

assert played_jobs.slow  # declared by importing it


@pytest.fixture
def worker(monkeypatch):
    """While the check waits, a worker works."""
    monkeypatch.setattr(run_check.time, "sleep", lambda seconds: drain())


@pytest.fixture
def idle(monkeypatch):
    """Nobody works, and the check is impatient."""
    monkeypatch.setattr(run_check, "PATIENCE", 1)


def check(base) -> str:
    said = StringIO()
    call_command("run_check", base, stdout=said)
    return said.getvalue()


def test_a_page_gives_its_links_and_the_forms_that_post():
    page = Page(
        '<a href="/queue/">Queue</a><form action="/find"><input name="q"></form>'
        '<form method="POST" action="/in"><input name="token" value="t"><button name="user" value="1"><b>Maya</b></button>'
        '<button>Stay</button></form><input name="astray" value="x"><a href="#top">Top</a>'
    )
    assert page.links == ["/queue/", "#top"]
    assert page.forms == [Form("/in", {"token": "t"}, [("user", "1")], ["Maya", "Stay"])]


def test_only_pages_of_this_server_are_followed_each_once():
    page = Page('<a href="/a">A</a><a href="/a#b">A</a><a href="c">C</a><a href="https://elsewhere.example/">E</a><a href="mailto:x">M</a>')
    visitor = Visitor("http://localhost:1")
    visitor.at = "http://localhost:1/me/"
    assert visitor.links(page) == ["http://localhost:1/a", "http://localhost:1/me/c"]


def test_a_server_that_does_not_answer_is_named(idle):
    with pytest.raises(CommandError, match="http://127.0.0.1:9 did not answer within 1 s"):
        check("http://localhost:9")


@pytest.mark.django_db(transaction=True)
def test_everyone_signs_in_and_a_job_is_done(live_server, worker):
    build("harbor")
    said = check(live_server.url)
    assert said.count("\n") == 1 and said.startswith("check: ")
    assert int(said.split()[1]) >= 12, "Harbor's staff and its outsider"


@pytest.mark.django_db(transaction=True)
def test_an_empty_demo_is_refused(live_server, worker):
    with pytest.raises(CommandError, match="nobody to sign in as"):
        check(live_server.url)


@pytest.mark.django_db(transaction=True)
def test_everything_that_is_wrong_is_said_at_once(live_server, worker, monkeypatch):
    build("harbor")
    jobs.enqueue("network.sweep_storage", key="1", due="no day at all")
    drain()
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    monkeypatch.setattr(Visitor, "links", lambda self, page: [self.base + "/nowhere/"])
    everybody = run_check.personas
    monkeypatch.setattr(run_check, "personas", lambda page: everybody(page)[:2])
    with pytest.raises(CommandError) as error:
        check(live_server.url)
    assert "a job failed" in str(error.value)
    assert str(error.value).count("/nowhere/ answered 404") == 2
    assert "Maya Lindenwood from " in str(error.value)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_does_nothing_is_noticed(idle):
    wrong = []
    run_check.see_a_job_done(wrong)
    assert wrong == ["The worker did no job within 1 s."]


@pytest.mark.django_db(transaction=True)
def test_a_passing_database_is_made_and_dropped_and_no_other(monkeypatch):
    said = StringIO()
    if connection.vendor != "postgresql":
        with pytest.raises(CommandError, match="no PostgreSQL"):
            call_command("check_database", "--make", stdout=said)
        return
    present = connection.settings_dict["NAME"]
    call_command("check_database", "--make", stdout=said)
    address = said.getvalue().strip()
    made = address.rpartition("/")[2]
    assert address.rpartition("/")[0] == os.environ["DATABASE_URL"].rpartition("/")[0]
    assert names() >= {made}
    with pytest.raises(CommandError, match="was not made for a check; it stays"):
        call_command("check_database", "--drop", stdout=said)
    monkeypatch.setitem(connection.settings_dict, "NAME", made)
    call_command("check_database", "--drop", stdout=said)
    monkeypatch.setitem(connection.settings_dict, "NAME", present)
    assert made not in names() and present in names()


def names() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {row[0] for row in cursor.fetchall()}
