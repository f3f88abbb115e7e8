"""Two directors decide at once: one wins, the other is told."""

import pytest

from tests import world as worlds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.smoke
def test_two_directors_decide_at_once_one_wins_and_the_other_is_told(world, person):
    file = worlds.in_review(world, world.harbor)
    address = f"/harbor/applications/{file.reference}/decision/"
    ines, thea = person(world.user(world.ines)), person(world.user(world.thea))
    for director in (ines, thea):
        director.open(address).sees("Every rule is met")
    ines.press("Approve").sees("What was decided", "Ines Calloway")
    thea.fill("Reason", "I want to read the reference again.").press("Send back to checking")
    thea.sees("This file changed since you opened it.", "Read it again, then decide.")
    thea.open(address).sees("What was decided", "Ines Calloway")
    assert "Send back to checking" not in thea.buttons()
