"""What is watched in the networks: looked at every week, some alerts seen to, one dismissed, the rest waiting."""

from network.demo.dutch import in_language
from vetting.models import Alert
from vetting.workflow import monitoring

WEEKS = (63, 56, 49, 42, 35, 28, 21, 14, 7, 0)
RENEWED = "The therapist says that the renewal is at the board; the reviewer looks again next week."


def stories(*scenes):
    """A life of looking for each organization."""
    return [_watch(scene) for scene in scenes]


def _watch(scene):
    organization, crew = scene.crew.organization, scene.crew
    for ago in WEEKS:
        at = yield scene.ago(ago, 23)
        monitoring.watch(organization, at=at)
    waiting = list(Alert.objects.within(organization).waiting().order_by("effective_on", "pk"))
    for alert, actor in zip(waiting[:2], (crew.verifier, crew.manager), strict=False):
        monitoring.take(alert, actor=actor, at=at)
    if len(waiting) > 3:
        monitoring.dismiss(waiting[2], reason=in_language(RENEWED, organization.language), actor=crew.manager, at=at)
