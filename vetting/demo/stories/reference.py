"""What Harbor's people know of boards beyond the packs: a field corrected, licenses extended, a home moved."""

from licensure.catalog import Fact
from licensure.models import LicenseType
from licensure.workflow import corrections, extensions, moves
from network.models import Jurisdiction
from network.workflow.revising import day_of
from vetting.demo.scene import road

OHIO, COLORADO, COUNSELOR = "US-OH:lisw", "US-CO:lpc", "US-IL:lcpc"
LATE = "https://board.example/notices/renewals-run-late"


def stories(scene):
    """Four: what an administrator corrects, what a board announces, what a therapist states."""
    return [tell(scene) for tell in (corrected, extended, announced, moved)]


def corrected(scene):
    """The board wrote that it renews in other months than the pack says; the next load keeps it."""
    at = yield scene.ago(60)
    corrections.correct(
        organization=scene.crew.organization, kind="title", subject=OHIO, field="reverify_months", value=12,
        fact=Fact(scene.day(61), "https://board.example/letters/renewal-cycle", "high", "Each license is looked up once a year."),
        reason="The board answered our question by letter.", actor=scene.stage.actors["alden"], at=at,
    )


def extended(scene):
    """Her license ended nine days ago on paper; the board runs late and two people have read that it stays good."""
    yield from road(scene, 79, "Ottoline Marshgate", (215, 205, 201, 189, 183, 179, 173), title=COUNSELOR, license_expires=scene.day(9))
    at = yield scene.ago(8)
    row = _late(scene, COUNSELOR, 20, 2, at)
    at = yield scene.ago(7)
    extensions.confirm(row, actor=scene.crew.manager, at=at)


def announced(scene):
    """Another board says the same; nobody has confirmed it yet."""
    at = yield scene.ago(2)
    _late(scene, COLORADO, 5, -25, at)


def moved(scene):
    """She moves to Ohio next month and says so ahead."""
    file = yield from road(scene, 80, "Ludovica Penhallow", (200, 190, 186, 174, 168, 164, 158), title=COLORADO)
    at = yield scene.ago(4)
    home, ahead = (Jurisdiction.objects.get(pk=key) for key in ("US-CO", "US-OH"))
    moves.state_move(practitioner=file.who.practitioner, left=home, reached=ahead, moved_on=scene.day(-30), actor=file.who.herself, at=at)


def _late(scene, title, first, last, at):
    """Licenses that end between these days stay good for two months more; entered by the reviewer."""
    return extensions.extend(
        organization=scene.crew.organization, license_type=LicenseType.objects.get(pk=title), first=scene.day(first), last=scene.day(last),
        until=scene.day(last - 60), source=LATE, as_of=day_of(scene.crew.organization, at), reason="The board runs late with renewals.",
        actor=scene.crew.verifier, at=at,
    )
