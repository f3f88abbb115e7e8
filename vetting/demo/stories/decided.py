"""Harbor's decided and closed files: approved and not yet active, denied, appealed, undone, never accepted, taken back."""

from dataclasses import replace

from licensure.workflow.verifications import renew
from network.access import system
from vetting.demo.scene import road
from vetting.terms import Asked, Terms
from vetting.workflow import acting, checking, lapsing

TEXAS, OHIO, COLORADO = "US-TX:lpc", "US-OH:lisw", "US-CO:lcsw"


def stories(scene):
    """Ten ends, and some beginnings."""
    tellers = (
        approved_no_terms, denied_cover, denied_quality, appealed, overturned, vacated, panel_full,
        moved_away, never_finished, sent_back, suspended,
    )
    return [tell(scene) for tell in tellers]


def approved_no_terms(scene):
    """Approved last week with a condition that the network manager watches; she has not accepted the terms."""
    file = yield from road(scene, 26, "Poppy Windermere", (34, 25, 22, 13, 9), title="US-IL:lcpc")
    at = yield scene.ago(6)
    course = Asked("The certificate of your course in short-term counseling.", scene.day(-80), scene.crew.manager.person_id)
    file.approve(at, terms=Terms("You have worked longer than you have worked briefly.", None, (course,)))


def denied_cover(scene):
    """An administrative denial by one director."""
    file = yield from road(scene, 28, "Cressida Hollybrook", (54, 43, 39, 28, 22), title=COLORADO, aggregate=150_000_000)
    at = yield scene.ago(19)
    file.deny(at, "The policy covers less per year than we ask. Apply again with a higher one.")


def denied_quality(scene):
    """A denial for conduct, by the committee (see `committee.held`)."""
    yield from road(
        scene, 29, "Mortimer Blackwater", (130, 118, 113, 99, 90), title=TEXAS,
        yes={"boundary_complaint": "A former client complained in 2021; the board found that I should have referred her."},
    )


def appealed(scene):
    """Denied, and the appeal lies on the table."""
    file = yield from road(scene, 30, "Philippa Nettlecombe", (71, 60, 57, 45, 38), per_claim=50_000_000)
    at = yield scene.ago(34)
    file.deny(at, "The policy covers less for each claim than we ask.")
    at = yield scene.ago(12)
    file.appeal(at, "My group's policy covers me as well; nobody asked for it.", received_on=scene.day(13))


def overturned(scene):
    """Denied, appealed with a better policy, approved by somebody who took no part."""
    file = yield from road(scene, 31, "Evander Millbrook", (150, 139, 135, 121, 112), title=OHIO, aggregate=200_000_000)
    at = yield scene.ago(108)
    file.deny(at, "The policy covers less per year than we ask.")
    at = yield scene.ago(95)
    file.appeal(at, "I raised my cover the day I read your letter.", received_on=scene.day(96))
    at = yield scene.ago(92)
    insure(file, at, first=scene.day(104), aggregate=300_000_000)
    at = yield scene.ago(88)
    file.settle(at, "overturn", "The new policy is enough; it was in force before the appeal.")
    at = yield scene.ago(81)
    file.accept(at)


def vacated(scene):
    """Approved by mistake: the look-up was somebody else's. Two people undid it."""
    file = yield from road(scene, 32, "Araminta Doveridge", (210, 196, 192, 180, 174, 170), title=COLORADO)
    at = yield scene.ago(161)
    file.vacate(at, "The register's page that was kept is of another person with the same name.")


def panel_full(scene):
    """Not accepted before any check."""
    file = yield from road(scene, 33, "Ignatia Plover", (27, 18))
    at = yield scene.ago(16)
    file.not_accept(at, "We have enough therapists in your county now. We keep your name for a year.")


def moved_away(scene):
    """Withdrawn while checks were going on."""
    file = yield from road(scene, 36, "Caspian Underhill", (77, 66, 62), title=OHIO)
    at = yield scene.ago(60)
    file.verify(at, count=2)
    at = yield scene.ago(55)
    file.withdraw(at, "We are moving abroad.")


def never_finished(scene):
    """A draft of more than half a year, closed by the clock."""
    file = yield from road(scene, 37, "Delphine Ashgrove", (262,), title="US-TX:lcsw")
    at = yield scene.ago(79, 3)
    lapsing.lapse(file.application, actor=system("nightly", scene.crew.organization), at=at)


def sent_back(scene):
    """The director sent it back to checking with a question."""
    file = yield from road(scene, 38, "Lysander Oakley", (45, 36, 32, 21, 13), title="US-IL:lcpc")
    at = yield scene.ago(8)
    checking.defer(
        file.application, reason="The employer's letter names another year than she does. Ask which one is right.",
        actor=scene.crew.director, at=at,
    )
    at = yield scene.ago(6)
    for check in file.checks("work_history"):
        renew(check, actor=scene.crew.verifier, at=at, on=scene.day(6))
    file.ask(at, "Since when do you work at your present practice? Your employer wrote another year.", element="work_history")


def suspended(scene):
    """In the network for months, and suspended at once five days ago; the review is still to come."""
    file = yield from road(scene, 77, "Barnaby Thistledown", (190, 180, 176, 166, 158, 154, 150), title=OHIO)
    at = yield scene.ago(5)
    acting.suspend(
        file.application.participation, reason="A client's family and the board told us of the same incident on the same day.",
        actor=scene.crew.director, at=at,
    )


def insure(file, at, *, first, last=None, aggregate=None, by=None, verified=True):
    """A newer policy takes the place of the last: she writes it down, its insurer confirms it."""
    row = file.who.scribe.policies[-1]
    item, credential = row
    fresh = replace(
        item, number=f"{item.number[:-2]}{first:%y}", first=first, last=last or first.replace(year=first.year + 1),
        aggregate=aggregate or item.aggregate, shown_name="", shown_last=None,
    )
    file.who.scribe.at = at
    file.who.scribe.policies.append((fresh, file.who.scribe.insured(fresh, replaces=credential)))
    checking.open_required(file.application, actor=by or file.crew.verifier, at=at)
    if verified:
        file.verify(at, only=("insurance",), by=by)
