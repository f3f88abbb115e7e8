"""Harbor's network: in good standing, about to lapse, lapsed, held, on leave, leaving, gone, due again."""

from network.access import system
from network.models import Message
from network.workflow import concerns, standing, undelivered
from network.workflow.same_person import suspect_same_person
from vetting.demo.files import File
from vetting.demo.scene import road
from vetting.demo.stories.decided import insure

TEXAS, OHIO, COLORADO = "US-TX:lpc", "US-OH:lisw", "US-CO:lcsw"


def stories(scene):
    """Fourteen lives in a network."""
    tellers = (
        settled, license_ends_soon, license_over, cover_over, gap_in_cover, on_leave, held, suspended, leaving, gone,
        due_soon, past_due, renewing, two_of_one,
    )
    return [tell(scene) for tell in tellers]


def settled(scene):
    """In good standing, nothing to do."""
    yield from road(
        scene, 39, "Clementine Rushbrook", (140, 128, 124, 113, 109, 104, 101), services=("counseling", "couples"),
        license_expires=scene.day(-500),
    )


def license_ends_soon(scene):
    """Three weeks left on the license."""
    yield from road(scene, 41, "Theodosia Larkin", (250, 238, 233, 220, 214, 210, 204), title=OHIO, license_expires=scene.day(-21))


def license_over(scene):
    """The license ended yesterday: gone from offers, though nothing ran."""
    yield from road(scene, 42, "Gideon Marlowe", (300, 291, 287, 275, 270, 266, 259), title=TEXAS, license_expires=scene.day(1))


def cover_over(scene):
    """The policy ended; she has sent the one that follows, and nobody has looked at it yet."""
    file = yield from road(scene, 43, "Hyacinth Penrose", (330, 321, 318, 305, 299, 295, 288), insurance_first=scene.day(377),
                           insurance_last=scene.day(12))
    at = yield scene.ago(3)
    insure(file, at, first=scene.day(11), verified=False)


def gap_in_cover(scene):
    """Twenty-three days between two policies: those days stay held, today is covered."""
    file = yield from road(scene, 44, "Cornelius Brook", (310, 300, 297, 282, 276, 271, 265), title=OHIO,
                           insurance_first=scene.day(405), insurance_last=scene.day(40))
    at = yield scene.ago(9)
    insure(file, at, first=scene.day(16))


def on_leave(scene):
    """Two months of parental leave."""
    file = yield from road(scene, 45, "Seraphina Dale", (180, 171, 167, 155, 149, 144, 140), title="US-IL:lmft")
    at = yield scene.ago(15)
    standing.start_leave(
        participation=file.application.participation, first=scene.day(11), last=scene.day(-49), comment="Parental leave",
        actor=file.who.herself, at=at,
    )


def held(scene):
    """A complaint is looked into: no new clients meanwhile."""
    file = yield from road(scene, 46, "Benedict Ravenhill", (230, 220, 215, 202, 197, 193, 188), title=COLORADO)
    at = yield scene.ago(10)
    standing.open_hold(
        participation=file.application.participation, reason="complaint", first=scene.day(10), source="complaint",
        comment="Two clients say that appointments were missed without a word.", actor=scene.crew.manager, at=at,
    )
    _said(scene, file)
    at = yield scene.ago(9)
    came_back = Message.objects.within(file.application.organization).filter(template="standing_changed").order_by("-pk").first()
    if came_back:
        undelivered.failed(came_back, failure="5.1.1", at=at)


def _said(scene, file):
    """Three concerns about missed appointments: an earlier one that was so, and two that wait; with the third somebody looks at her."""
    here, told = file.application.participation, {"kind": "access", "severity": "moderate"}
    earlier = concerns.log(
        here, text="The client waited outside the practice for half an hour; the appointment was forgotten.", channel="call",
        received_on=scene.day(62), actor=scene.crew.manager, at=scene.ago(10), **told,
    )
    concerns.take_up(earlier, actor=scene.crew.director, at=scene.ago(10))
    concerns.close(
        earlier, outcome="substantiated", finding="The therapist says so, and apologized to the client.",
        closing_note="Talked over with the therapist; nothing further.", actor=scene.crew.director, at=scene.ago(10),
    )
    concerns.log(
        here, text="A client of another employer says the same, and got no answer to two messages.", channel="employer",
        received_on=scene.day(14), actor=scene.crew.manager, at=scene.ago(10), **told,
    )
    concerns.log(
        here, text="The client says that two appointments were missed without a word.", channel="writing", received_on=scene.day(11),
        actor=scene.crew.manager, at=scene.ago(10), **told,
    )


def suspended(scene):
    """The board suspended a license; later it turned out to be two days later than first recorded, and it is over."""
    file = yield from road(scene, 47, "Winslow Carraway", (260, 250, 246, 232, 226, 221, 216), title="US-TX:lcsw")
    at = yield scene.ago(100)
    hold = standing.open_hold(
        participation=file.application.participation, reason="license", first=scene.day(100), source="board",
        comment="The board's page says suspended.", actor=scene.crew.manager, at=at,
    )
    at = yield scene.ago(71)
    standing.end_hold(hold=hold, last=scene.day(72), reason="Reinstated by the board.", actor=scene.crew.director, at=at)


def leaving(scene):
    """Notice was given; sessions go on until the last day, so her insurance runs beyond it."""
    file = yield from road(
        scene, 48, "Josephine Thistlewood", (280, 269, 265, 250, 244, 240, 234), insurance_first=scene.day(285),
        insurance_last=scene.day(-80),
    )
    at = yield scene.ago(14)
    standing.give_notice(
        participation=file.application.participation, last_day=scene.day(-46), reason="The contract for her county ends.",
        actor=scene.crew.manager, at=at,
    )


def gone(scene):
    """She resigned, the last day passed."""
    file = yield from road(scene, 49, "Augustin Fairweather", (340, 331, 327, 314, 308, 304, 298), title=OHIO)
    at = yield scene.ago(90)
    standing.resign(
        participation=file.application.participation, last_day=scene.day(60), reason="I retire.", actor=file.who.herself, at=at
    )
    at = yield scene.ago(59, 8)
    standing.end_left(participation=file.application.participation, actor=system("nightly", scene.crew.organization), at=at)


def due_soon(scene):
    """Vetted almost three years ago: her re-vetting has begun and waits for her signature."""
    file = yield from _long_ago(scene, 50, "Leonora Swiftwater", 1040, title="US-IL:lcsw")
    at = yield scene.ago(30)
    File(file.who, file.crew).open(at, places=["US-IL"], kind="renewal")


def past_due(scene):
    """Her re-vetting was due ten days ago and she has not signed it: no new clients, her running ones go on."""
    file = yield from _long_ago(scene, 78, "Emmeline Fairholt", 1140, title=COLORADO)
    at = yield scene.ago(40)
    File(file.who, file.crew).open(at, places=["US-CO"], kind="renewal")


def renewing(scene):
    """Vetted almost three years ago: she signed again and it is being checked."""
    file = yield from _long_ago(scene, 51, "Rupert Highmoor", 1062, title=OHIO)
    again = File(file.who, file.crew)
    at = yield scene.ago(52)
    again.open(at, places=["US-OH"], kind="renewal")
    at = yield scene.ago(27)
    again.agree(at)
    again.answer(at)
    again.confirm(at)
    again.sign(at)
    at = yield scene.ago(22)
    again.begin(at)
    at = yield scene.ago(11)
    again.verify(at, but=("work_history", "eap_experience"))


def _long_ago(scene, seat, name, days, *, title):
    """Admitted `days` ago; every year a new policy follows without a gap, and the license was renewed once."""
    file = yield from road(
        scene, seat, name, (days, days - 9, days - 12, days - 25, days - 30, days - 34, days - 40), title=title,
        license_expires=scene.day(-60), insurance_first=scene.day(days + 20), insurance_last=scene.day(days - 344),
    )
    for first in range(days - 345, 0, -365):
        at = yield scene.ago(first + 6)
        insure(file, at, first=scene.day(first), last=scene.day(first - 364))
    return file


def two_of_one(scene):
    """Two therapists of almost one name and one birth date: suspected to be one person."""
    born = scene.day(15_000)
    file = yield from road(scene, 52, "Perdita Wrenfield", (66, 55, 52, 41, 36, 31, 28), more={"born": born}, title=COLORADO)
    other = yield from road(scene, 53, "Perdita Wrenfield-Moss", (18, 5), more={"born": born}, title=COLORADO)
    at = yield scene.ago(3)
    suspect_same_person(
        one=file.who.practitioner.person, other=other.who.practitioner.person, actor=scene.crew.verifier, at=at,
        reason="Same birth date and almost the same name; two accounts.",
    )
