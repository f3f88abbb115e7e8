"""One person, two organizations: Wren's two verdicts, and list matches that each organization judges for itself."""

from licensure.demo.exclusions import CORVIN, HAZEL, MARIGOLD, OSWIN
from licensure.workflow import adjudication
from network.dates import plus_months
from vetting.demo.files import File
from vetting.demo.scene import road

DIFFERENT = "Another birth date and another middle name; the board's page shows her without any action."
SAME = "Name, birth date and NPI agree with the list's row; the board confirms the exclusion."


def stories(harbor, summit):
    """Everybody known to both."""
    return [
        wren(harbor, summit), corvin(harbor, summit), hazel(harbor, summit), marigold(harbor, summit), oswin(harbor, summit),
        *(tell(summit) for tell in (summit_clean, summit_active, summit_checking, summit_draft)),
    ]


def wren(harbor, summit):
    """Clean at Harbor, where she is in good standing; at Summit, which asks five years after the degree, she is not."""
    on = harbor.day(80)
    file = yield from road(
        harbor, 54, "Wren Halloway", (80, 71, 68, 57, 52, 48, 44), title="US-IL:lcsw",
        more={"former": "Halloway-Pike", "born": on.replace(year=on.year - 33), "email": "wren@mail.example"},
        degree_on=plus_months(on, -12 * 4 - 2), license_issued=plus_months(on, -12 * 3 - 1), eap_years=2,
    )
    again = File(file.who, summit.crew)
    at = yield summit.ago(40)
    again.open(at, places=["US-IL"])
    at = yield summit.ago(39)
    again.agree(at)
    again.answer(at)
    again.sign(at)
    at = yield summit.ago(36)
    again.begin(at)
    at = yield summit.ago(20)
    again.verify(at)
    at = yield summit.ago(6)
    again.refer(at)


def _person(who):
    return f"{who['given']} {who['family']}", {"born": who["born"], "former": who.get("former", "")}


def _both(harbor, summit, who, days, **wishes):
    """She applied to Harbor, and three days later to Summit; both searched the list."""
    name, more = _person(who)
    first = yield from road(harbor, who["seat"], name, days, more=more, **wishes)
    place = first.who.scribe.licenses[0].jurisdiction_id
    second = File(first.who, summit.crew)
    at = yield summit.ago(days[-1], 20)
    second.open(at, places=[place])
    second.agree(at)
    second.answer(at)
    second.sign(at)
    at = yield summit.ago(days[-1] - 2)
    second.begin(at)
    return first, second


def corvin(harbor, summit):
    """Excluded: Harbor has settled that, Summit's second person has not."""
    first, second = yield from _both(harbor, summit, CORVIN, (50, 42, 38), title="US-IL:lcpc")
    at = yield harbor.ago(34)
    first.propose_hit(at, True, SAME)
    at = yield harbor.ago(33)
    first.settle_hit(at, True, "Read the row and the board's page: it is him.")
    at = yield summit.ago(30)
    second.propose_hit(at, True, SAME)


def hazel(harbor, summit):
    """A stranger of the same name: cleared at Harbor, one of two has cleared her at Summit."""
    first, second = yield from _both(harbor, summit, HAZEL, (47, 39, 35), title="US-TX:lcsw")
    at = yield harbor.ago(31)
    first.propose_hit(at, False, DIFFERENT)
    at = yield harbor.ago(30)
    first.settle_hit(at, False, "Agreed: another person of the same name.")
    at = yield summit.ago(29)
    second.propose_hit(at, False, DIFFERENT)
    at = yield harbor.ago(21)
    first.verify(at)
    at = yield harbor.ago(4)
    first.refer(at)


def marigold(harbor, summit):
    """Listed under the name she had before: Harbor cannot tell yet, Summit has not looked."""
    first, second = yield from _both(harbor, summit, MARIGOLD, (37, 28, 25), title="US-OH:lisw")
    at = yield harbor.ago(22)
    for hit in first.hits():
        adjudication.leave_inconclusive(
            hit, reason="The list has no NPI. The publisher was asked for the license number.", actor=harbor.crew.verifier, at=at
        )
    at = yield harbor.ago(18)
    first.verify(at, but=("exclusion_list",))


def oswin(harbor, summit):
    """A possible match nobody has looked at, in both houses."""
    yield from _both(harbor, summit, OSWIN, (21, 12, 9), title="US-CO:lcsw")


# ── Summit's own ─────────────────────────────────────────────────────────────
def summit_clean(scene):
    """Clean by the strict policy."""
    yield from road(scene, 55, "Beatrix Cloverdale", (39, 30, 27, 14, 5), title="US-CO:lpc", eap_years=5)


def summit_active(scene):
    """In good standing."""
    yield from road(scene, 57, "Cordelia Stormwind", (120, 108, 103, 92, 86, 82, 77), title="US-CO:lcsw", eap_years=6)


def summit_checking(scene):
    """References are asked for; she was met, and a second person has yet to confirm it."""
    file = yield from road(scene, 58, "Auberon Peak", (27, 17, 14), title="US-TX:lpc", eap_years=4)
    at = yield scene.ago(9)
    file.verify(at, but=("reference", "training", "identity"))
    for check in file.checks("identity"):
        file.desk(at).meet(check)
    at = yield scene.ago(8)
    for check in file.checks("reference"):
        file.desk(at).ask(check, due_on=scene.day(-6))
    for check in file.checks("training"):
        file.desk(at, by=scene.crew.director).waive(check, "Six years of EAP work say more than a course.")


def summit_draft(scene):
    """A draft."""
    yield from road(scene, 59, "Linus Cragmoor", (5,), title="US-CO:lpc", without=("degrees",))
