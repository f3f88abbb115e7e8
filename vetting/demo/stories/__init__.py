"""Every story of the demo, by topic."""

from vetting.demo.scene import Scene
from vetting.demo.stories import (
    arrivals,
    committee,
    decided,
    dutch,
    policies,
    reference,
    standing,
    two_houses,
    underway,
    watched,
)

SLUGS = ("harbor", "summit", "noorderlicht")


def every_story(stage):
    """The policies on the first day, then all stories."""
    scenes = {slug: Scene.of(stage, slug) for slug in SLUGS}
    for scene in scenes.values():
        policies.first(scene)
    harbor, summit, noorderlicht = scenes.values()
    both = Scene.of(stage, "harbor", zone=summit.zone), summit
    return [
        *policies.stories(harbor), *underway.stories(harbor), *decided.stories(harbor), *standing.stories(harbor),
        *committee.stories(harbor), *arrivals.stories(harbor), *two_houses.stories(*both), *dutch.stories(noorderlicht),
        *reference.stories(harbor),
        *watched.stories(harbor, summit, noorderlicht),
    ]
