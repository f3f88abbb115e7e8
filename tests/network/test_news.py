"""News travels upward by name, within the publisher's transaction."""

from datetime import date

import pytest
from django.db import transaction

from network.models import Effect, Job, Person
from network.news import listeners_exist, publish
from network.worker import drain
from tests.network.played_jobs import calls

pytestmark = pytest.mark.django_db
NEWS = {"tests.happened": {"within": ["tests.network.played_jobs.heard"], "after": ["tests.note"]}}


@pytest.fixture(autouse=True)
def listeners(settings):
    calls.clear()
    settings.NEWS = NEWS


def test_news_reaches_within_at_once_and_after_by_a_job():
    publish("tests.happened", text="Wren")
    assert calls == ["heard ['text']"]
    drain()
    assert calls[1:] == ["Wren"] and Person.objects.filter(given_name="Wren").exists()


def test_news_that_was_undone_reaches_nobody():
    with pytest.raises(RuntimeError), transaction.atomic():
        publish("tests.happened", text="Wren")
        raise RuntimeError
    assert not Effect.objects.exists() and not Job.objects.exists()


def test_a_listener_that_fails_undoes_the_change(settings):
    settings.NEWS = {"tests.happened": {"within": ["tests.network.played_jobs.fail"]}}
    with pytest.raises(RuntimeError, match="cannot"), transaction.atomic():
        publish("tests.happened", text="Wren")
    assert not Person.objects.exists()


def test_days_reach_a_job_as_text():
    publish("tests.happened", text=date(2026, 11, 24))
    drain()
    assert calls[1:] == ["2026-11-24"]


def test_each_publication_is_heard_and_news_nobody_awaits_is_fine(settings):
    settings.NEWS = {"tests.happened": {"after": ["tests.note"]}}
    publish("tests.happened", text="Wren")
    publish("tests.happened", text="Wren")
    publish("tests.unheard", text="Wren")
    assert Job.objects.count() == 2


BAD = [
    ({"x": {"within": ["tests.network.nobody.heard"]}}, ["network.E004"]),
    ({"x": {"within": ["tests.network.played_jobs.nothing"]}}, ["network.E004"]),
    ({"x": {"after": ["tests.nobody"]}}, ["network.E005"]),
    (NEWS, []),
    ({}, []),
]


@pytest.mark.parametrize(("news", "found"), BAD)
def test_a_listener_that_does_not_exist_is_found_at_the_start(settings, news, found):
    settings.NEWS = news
    assert [error.id for error in listeners_exist()] == found
