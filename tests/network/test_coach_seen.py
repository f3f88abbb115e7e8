"""What the coach says of pages by their measures, of a file it saw before, and in which order: on stand-ins."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Row

import pytest

from network import coach
from network.documents import keep_own
from network.reading import Read
from network.renderings import Drawn
from network.uploads import Taken
from tests.network import cast

AT, ON = datetime(2026, 11, 26, 12, tzinfo=UTC), date(2026, 11, 26)
FULL = (1 << 48) - 1  # a page that shows just enough to be compared
WORDS = "This certificate of professional liability insurance confers no rights upon its holder. Insured: Wren Halloway. Policy LM-0099. "


def page(**fields):
    sound = {"across": 1000, "sharp": 1.2, "light": 105, "shaded": 0, "askew": 0, "look": f"{FULL:x}"}
    return Drawn(content=b"", width=10, height=10, of=1, contrast=90, **{**sound, **fields})


def taken(*pages, sha256="s1", received="r1"):
    return Taken(b"", "image/jpeg", len(pages), sha256, received, "a.jpg", pages)


@pytest.mark.parametrize(("fields", "code"), [
    ({}, ""), ({"light": 104}, "dark"), ({"across": 0, "light": 0}, ""),
    ({"across": 999}, "small"), ({"across": 999, "light": 104}, "dark"),
    ({"sharp": 0}, "blank"), ({"sharp": 0, "across": 0, "shaded": 1}, ""), ({"sharp": 0.01}, "blurred"), ({"sharp": 0.39}, "blurred"),
    ({"sharp": 0.4}, ""), ({"across": 0, "sharp": 0.14}, "blurred"), ({"across": 0, "sharp": 0.15}, ""),
    ({"shaded": 0.149}, ""), ({"shaded": 0.15}, "shadowed"), ({"askew": 5.9}, ""), ({"askew": 6}, "tilted"), ({"askew": -6}, "tilted"),
    ({"askew": 9, "shaded": 0.5}, "shadowed"), ({"shaded": 0.5, "sharp": 0.3}, "blurred"), ({"sharp": 1}, ""),
])
def test_a_page_is_told_by_the_one_fault_that_explains_the_others(fields, code):
    found = coach.readable([page(), page(**fields), page()])
    assert found == ([{"code": code, "page": 2}] if code else [])


def before(name, *looks, sha256="s9", received="r9"):
    return Row(filename=name, uploaded_at=AT, sha256=sha256, received_sha256=received, drawn=[{"look": look} for look in looks])


def look(*changed):
    """The look of a page as hexadecimal digits, with so many of its comparisons the other way."""
    return f"{FULL ^ ((1 << sum(changed)) - 1):x}"


def told(new, *earlier):
    return [(row["code"], row["name"], row["day"]) for row in coach.sent_before(new, earlier)]


@pytest.mark.parametrize("same", [{"sha256": "s1"}, {"sha256": "r1"}, {"received": "s1"}, {"received": "r1"}])
def test_the_same_file_is_known_by_what_was_sent_and_by_what_was_kept(same):
    assert told(taken(page()), before("one.pdf", look(40)), before("two.pdf", **same)) == [("same_file", "two.pdf", "2026-11-26")]


@pytest.mark.parametrize(("mine", "theirs", "alike"), [
    ([FULL], [look()], True), ([FULL], [look(12)], True), ([FULL], [look(13)], False), ([FULL >> 1], [f"{FULL >> 1:x}"], False),
    ([FULL, FULL], [look(), look(12)], True), ([FULL, FULL], [look(), look(13)], False), ([FULL, FULL], [look()], False),
    ([FULL, FULL >> 1], [look(), f"{FULL >> 1:x}"], False), ([FULL], [""], False), ([FULL, FULL], [look(), ""], False), ([], [], False),
])
def test_a_picture_is_known_when_each_page_differs_in_twelve_comparisons_at_most_and_shows_something(mine, theirs, alike):
    new = taken(*(page(look=f"{each:x}") for each in mine))
    assert told(new, before("one.pdf", *theirs)) == ([("same_picture", "one.pdf", "2026-11-26")] if alike else [])


def test_the_same_file_is_said_rather_than_a_picture_like_it_and_of_pictures_the_first():
    new = taken(page())
    assert told(new, before("alike.pdf", look()), before("same.pdf", sha256="s1")) == [("same_file", "same.pdf", "2026-11-26")]
    assert told(new, before("first.pdf", look()), before("second.pdf", look())) == [("same_picture", "first.pdf", "2026-11-26")]
    assert told(new) == []


@pytest.fixture
def says(monkeypatch):
    """Lets the pages say these words, some of them turned; a turned page is named by its degrees."""
    monkeypatch.setattr(coach, "turned", lambda page, degrees: f"turned {degrees}")

    def put(text, **turns):
        monkeypatch.setattr(coach.reading, "read", lambda drawn, language: Read(text, {int(key[1:]): way for key, way in turns.items()}))

    return put


def see(new, kind="insurance", names=("Halloway",)):
    upright, found = coach.see(new, kind=kind, names=names, on=ON)
    return upright.drawn, [row["code"] for row in found]


def test_words_are_looked_at_only_on_pages_that_can_be_read(says):
    says(WORDS + "Through 2026-01-01.")
    assert see(taken(page(light=0)))[1] == ["dark"]
    assert see(taken(page()))[1] == ["passed", "says", "says"]


@pytest.mark.parametrize(("text", "kind", "codes"), [
    ("", "insurance", ["unread"]), (" \n", "licenses", ["unread"]), ("", "answer", []), ("Policy number: BA-70021", "insurance", ["says"]),
    ("Policy number: BA-70021", "answer", []),
])
def test_a_paper_that_must_name_her_and_shows_no_words_is_said_to_be_unread(says, text, kind, codes):
    says(text)
    assert see(taken(page()), kind)[1] == codes


def test_a_page_that_lies_on_its_side_is_shown_upright_and_told_first(says):
    first, second = page(), page(askew=1)
    says("", p2=90)
    assert see(taken(first, second)) == ((first, "turned 90"), ["turned", "unread"])
    says("")
    assert see(taken(first, second)) == ((first, second), ["unread"])


@pytest.mark.parametrize(("new", "text", "names", "codes"), [
    (taken(page(light=0)), WORDS, ["Halloway"], ["dark"]), (taken(page()), WORDS, ["Halloway"], []),
    (taken(page()), WORDS, ["Thornquist"], ["other_person"]), (taken(page()), "", ["Thornquist"], []),
])
def test_a_reviewers_page_is_looked_at_for_her_name_alone(says, new, text, names, codes):
    says(text)
    assert [row["code"] for row in coach.look_at_artefact(new, names=names)[1]] == codes


@pytest.mark.django_db
def test_a_paper_is_compared_with_those_she_sent_and_with_nobody_elses(says):
    says("")
    who, herself = cast.therapist()
    other, _herself = cast.therapist("Otis Fernsby", "T-00043")
    kept = keep_own(
        owner=who, kind="insurance", content=b"one", content_type="application/pdf", filename="one.pdf", actor=herself, at=AT
    )

    def codes(whose):
        new = taken(page(), sha256=kept.sha256)
        return [row["code"] for row in coach.look(new, whose, kind="insurance", names=["Halloway"], on=ON, least={})[1]]

    assert (codes(who), codes(other)) == (["unread", "same_file"], ["unread"])
    kept.sent = False
    kept.save()
    assert codes(who) == ["unread"]
