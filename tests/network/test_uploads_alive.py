"""While a hostile file is judged, other people's requests are answered and other files are judged."""

import threading

import pytest
from django.test import Client
from django.urls import reverse

from network import jail, uploads
from network.transitions import Refused
from tests.network import files

PATIENCE = 120  # seconds until the test gives up; nothing is timed

BOMBS = [
    ("bomb.pdf", files.nested_bomb, {"damaged", "too_complex"}),
    ("flood.png", lambda: files.flat_png(20_000, 20_000), {"too_many_pixels"}),
    ("library.pdf", lambda: files.pdf(3_000), {"too_many_pages"}),
    ("locked.pdf", lambda: files.pdf(password="secret"), {"password_protected"}),
    ("polyglot.pdf", lambda: b"<html></html>" + files.pdf(), {"misnamed"}),
    ("cut.pdf", lambda: files.pdf(3)[:-120], {"damaged"}),
]


@pytest.fixture
def held(monkeypatch):
    """A judgment does not end before somebody else was served: `begun` and `served` are its two moments."""
    begun, served, judge = threading.Event(), threading.Event(), jail.run

    def run(child, header, body=b"", *limits):
        begun.set()
        try:
            return judge(child, header, body, *limits)
        finally:
            if threading.current_thread().name == "hostile":
                served.wait(PATIENCE)

    monkeypatch.setattr(jail, "run", run)
    return begun, served


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content", "codes"), BOMBS, ids=[row[0] for row in BOMBS])
def test_others_are_served_while_a_hostile_file_is_judged(held, name, content, codes):
    begun, served = held
    found = []

    def judge():
        try:
            uploads.take([content()], filename=name)
        except Refused as refused:
            found.extend(refused.refusals)

    thread = threading.Thread(target=judge, name="hostile", daemon=True)
    thread.start()
    assert begun.wait(PATIENCE)
    assert Client().get(reverse("account_login")).status_code == 200
    assert uploads.take([files.pdf(2)]).pages == 2
    assert thread.is_alive(), "it is still judged while the others have their answers"
    served.set()
    thread.join(PATIENCE)
    assert {row.code for row in found} <= codes and found and all(row.message and row.cure for row in found)
