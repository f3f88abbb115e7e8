"""Thirteen files from agenda to letters: ten clean ones signed in one act, three cases, one recusal, one quorum that fails."""

import re
from datetime import timedelta

import pytest

from network import clock
from network.formats import day_long
from tests import world as worlds
from tests.vetting.sitting import STORY, Sitting
from vetting.models import Application, Decision, Meeting

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Lowell Tanager", "Isolde Fernwick", "Cedric Hallowell")


@pytest.fixture
def here(demo, transactional_db):
    return Sitting()


def vote(hand, name, choice, why=""):
    """Open the case from the agenda, vote, be back on the agenda."""
    hand.follow(name)
    hand.pick(choice)
    if why:
        hand.fill("Why", why)
    return hand.press("Vote").sees("Your vote counts.")


def letters_of(hand, file, folder):
    """The text of the letters of one file, read from their PDFs."""
    hand.open(f"/harbor/applications/{file.reference}/documents/")
    return hand.letters(folder, under="Letters to the therapist")


def says(letter, *words) -> bool:
    """Whether a letter says all of this, wherever its lines break."""
    said, asked = (["".join(text.split()).replace("-", "").replace("\u2010", "") for text in texts] for texts in ((letter,), words))
    return all(each in said[0] for each in asked)


def test_thirteen_files_from_agenda_to_letters_with_a_recusal_and_a_quorum_that_fails(here, person, tmp_path):
    cases = [
        worlds.in_review(here.world, here.harbor, worlds.therapist(here.world, name), yes=STORY) for name in NAMES
    ]
    clean = [here.clean() for _ in range(10)]
    approved, denied, waiting = NAMES

    # the manager plans the meeting; its agenda is there
    maya = person(here.world.user(here.maya))
    today = clock.today(here.harbor.zone)
    maya.open("/harbor/committee/").day("Day", today).fill("Where (optional)", "Quay room").press("Plan it")
    maya.sees("Planned. Its agenda filled itself with what waits.", "13 files on the agenda")
    meeting = Meeting.objects.within(here.harbor).get()
    address = f"/harbor/committee/meetings/{meeting.pk}/"

    # the chair opens it; a director signs the clean ones in one act, each its own decision
    odell = person(here.world.user(here.odell))
    odell.open(address).sees("To discuss", "Clean files").press("Open the meeting").sees("The meeting is in session.")
    ines = person(here.world.user(here.ines))
    ines.open("/harbor/committee/").follow("Sign the clean files").sees("10 clean files wait for a signature")
    ines.press("Approve the chosen files").sees("10 files are approved, each by a decision of its own.", "Nothing to sign")
    assert Decision.objects.within(here.harbor).filter(application__in=clean, outcome="approved").count() == 10

    # Ivo shares an office with the first: the file is closed to him, and a vote by hand is refused
    ivo = person(here.world.user(here.ivo))
    ivo.open(address).follow(approved)
    case = ivo.page.url
    ivo.page.get_by_text("I have an interest").click()
    ivo.fill("Reason", "We share an office.", within=ivo.page.locator("details[open]")).press("I take no part")
    ivo.sees("It is closed to you from now on.", "Closed to you")
    assert ivo.page.goto(case).status == 403
    ivo.sees("You take no part in this file")
    for name in ("", "decision/", "documents/", "timeline/"):
        assert ivo.page.goto(f"{ivo.address}/harbor/applications/{cases[0].reference}/{name}").status == 403

    # four may vote: three of them approve it; five may vote on the second: three deny it for its conduct
    nell, thea = person(here.world.user(here.nell)), person(here.world.user(here.thea))
    for hand in (nell, thea, ines):
        vote(hand.open(address), approved, "Approve")
    vote(ivo.open(address), denied, "Deny: quality or conduct", "The story changed twice.")
    for hand in (nell, thea):
        vote(hand.open(address), denied, "Deny: quality or conduct", "The board's letter says otherwise.")
    # only two find time for the third
    for hand in (nell, ivo):
        vote(hand.open(address), waiting, "Approve")

    odell.open(address).follow(approved).press("Carry it out: approved").sees("Decided. The letter goes out now.")
    odell.follow(denied).fill("Reason or question", "Your account and the board's letter differ.")
    odell.press("Carry it out: denied: quality or conduct").sees("Decided.")
    odell.follow(waiting).sees("There is no quorum: 2 of 3 members took part.")
    assert "Carry it out" not in odell.buttons()
    odell.open(address).sees("1 case is not settled.")
    assert "Close the meeting" not in odell.buttons()
    odell.follow(waiting).fill("Reason or question", "No quorum: two of five voted.")
    odell.press("Table it for the next meeting").sees("Tabled.")

    # the minutes: signed, then only ever added to
    odell.press("Close the meeting").sees("Read the minutes, then sign them.")
    odell.open(address).press("Sign the minutes").sees("The minutes are signed.").follow("Read the minutes")
    odell.sees("Version 1, signed by Odell Marsh", "No quorum: two of five voted.", "The story changed twice.")
    assert re.search(r"3 of 4 who may vote; quorum 3 of 5 members; needed 3", odell.text())
    ivo.open(f"{address}minutes/").sees("Closed to you: you take no part in this file.")

    # twelve letters
    worlds.work()
    states = dict(Application.objects.within(here.harbor).values_list("practitioner__person__family_name", "state"))
    assert (states["Tanager"], states["Fernwick"], states["Hallowell"]) == ("approved", "denied", "in_review")
    files = [*clean, *cases]
    read = [letters_of(maya, file, tmp_path) for file in files]
    names = [file.practitioner.person.full_name for file in files]
    for who, told in zip(names, read, strict=True):
        assert all(says(letter, f"Dear {who},") for letter in told), "each to her own therapist"
        assert not any(says(letter, other) for other in set(names) - {who} for letter in told), "and of nobody else"
    assert [len(told) for told in read] == [3] * 12 + [2], "that it arrived, that the checks began, and what was decided, if it was"
    for file, told in zip(files[:11], read, strict=False):
        row = file.decisions.get()
        said = (f"On {day_long(row.decided_on)} we decided to admit you", f"Your next review is due on {day_long(row.due_on)}")
        more = (file.reference, "Illinois", "without conditions of its own", f"decision {row.pk}", row.decided_by.full_name)
        assert sum(says(letter, *said, *more) for letter in told) == 1 and not any(says(letter, "and deny it") for letter in told)
    assert all(any(says(letter, "Ines Calloway") for letter in told) for told in read[:10]), "a director signed the clean ones"
    (letter,) = [each for each in read[11] if says(each, "Your account and the board")]
    assert says(letter, "and deny it", "appeal", "The committee decided by vote", f"decision {cases[1].decisions.get().pk}")
    assert not any(says(each, "we decided to admit you") for each in (*read[11], *read[12]))
    assert Decision.objects.within(here.harbor).count() == 12
    assert Decision.objects.within(here.harbor).filter(agenda_item__meeting=meeting).count() == 2

    # the third goes on the agenda of the next meeting by itself
    maya.open("/harbor/committee/").day("Day", today + timedelta(days=7)).press("Plan it").sees("1 file on the agenda")
