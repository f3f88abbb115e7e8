"""Who moved in past due: recorded, in no grant before she was vetted again, and to be reminded and counted like anybody who is late."""

from django.db.models import Exists, F, OuterRef, Q

from vetting.models import Decision


def came_past_due(organization) -> Q:
    """Of files: the recorded approval of somebody who came in past due and was not vetted again yet."""
    late = Decision.objects.within(organization).filter(application=OuterRef("pk"), due_on__lt=F("decided_on"))
    return Q(Exists(late), participation__state="onboarding")
