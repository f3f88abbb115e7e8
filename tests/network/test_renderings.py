"""What is asked of the jail that draws pages, and what is made of its answer: with a jail that answers as it is told."""

import hashlib

import pytest

from network import renderings
from network.inspection import MAX_PIXELS
from network.jail import JailError
from network.transitions import Refused

SEEN = {"width": 4, "height": 6, "across": 60, "of": 2, "sharp": 0.5, "light": 200, "contrast": 90, "look": "photo"}


@pytest.fixture
def jail(monkeypatch):
    """Lets the jail answer with these pages, bytes and words; and what it was asked."""

    def answers(pages=(), data=b"", **said):
        asked = []

        def run(child, request, body, limits):
            asked.append((child, request, body, limits))
            return {"ok": True, "pages": [dict(row) for row in pages], **said}, data

        monkeypatch.setattr(renderings.jail, "run", run)
        return asked

    return answers


def test_the_first_twenty_pages_are_drawn_in_twelve_seconds_of_work_and_thirty_of_patience(jail):
    asked = jail([{**SEEN, "bytes": 3}, {**SEEN, "bytes": 2, "text": "Page two"}], b"onetw")
    one, two = renderings.draw(b"%PDF", "application/pdf")
    ((child, request, body, limits),) = asked
    assert (child, body, limits.seconds, limits.patience) == ("rendering_child", b"%PDF", 12, 30)
    assert request == {"type": "application/pdf", "first": 0, "count": 20, "pixels": MAX_PIXELS}
    assert (one.content, one.text, two.content, two.text, two.of) == (b"one", "", b"tw", "Page two", 2)


def test_further_pages_are_drawn_from_where_somebody_asks(jail):
    asked = jail()
    assert renderings.draw(b"%PDF", "application/pdf", first=20, count=5) == ()
    assert (asked[0][1]["first"], asked[0][1]["count"]) == (20, 5)


def test_of_a_page_its_measures_are_remembered_with_its_fingerprint_and_neither_bytes_nor_words(jail):
    jail([{**SEEN, "bytes": 3, "text": "Zqstory"}], b"one")
    (page,) = renderings.draw(b"%PDF", "application/pdf")
    measures = {name: value for name, value in SEEN.items() if name != "of"}
    assert page.row() == {**measures, "askew": 0, "shaded": 0, "sha256": hashlib.sha256(b"one").hexdigest()}


def test_pictures_are_joined_into_one_file_that_follows_its_pages(jail):
    asked = jail([{**SEEN, "bytes": 3}], b"one%PDF joined")
    content, pages = renderings.join([b"first", b"next"])
    assert (content, [page.content for page in pages]) == (b"%PDF joined", [b"one"])
    assert asked[0][1:3] == ({"do": "join", "sizes": [5, 4], "pixels": MAX_PIXELS}, b"firstnext")


def test_a_turned_page_keeps_its_words(jail):
    jail([{**SEEN, "bytes": 3, "text": "Zqstory"}], b"one")
    (page,) = renderings.draw(b"%PDF", "application/pdf")
    asked = jail([{**SEEN, "width": 6, "height": 4, "bytes": 2}], b"up")
    upright = renderings.turned(page, 90)
    assert (upright.content, upright.width, upright.text) == (b"up", 6, "Zqstory")
    assert asked[0][1] == {"do": "turn", "degrees": 90, "across": 60, "of": 2, "pixels": MAX_PIXELS}


def test_what_the_jail_will_not_draw_is_refused_by_its_reason_and_what_it_cannot_as_too_complex(jail, monkeypatch):
    jail(ok=False, code="too_many_pages")
    with pytest.raises(Refused) as caught:
        renderings.draw(b"%PDF", "application/pdf")
    assert caught.value.codes == ["too_many_pages"]

    def crashes(*args):
        raise JailError("crashed")

    monkeypatch.setattr(renderings.jail, "run", crashes)
    with pytest.raises(Refused) as caught:
        renderings.draw(b"%PDF", "application/pdf")
    assert caught.value.codes == ["too_complex"]
