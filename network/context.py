"""What the frame around every page knows: whose organization, which day it is in the demo, which theme."""

from django.conf import settings

from network import clock


def page(request):
    """Variables of `base.html`."""
    organization = getattr(request, "organization", None)
    actor = getattr(request, "actor", None)
    return {
        "organization": organization,
        "actor": actor,
        "nav": staff_nav(organization, actor) if organization and actor else (),
        "theme": request.COOKIES.get("theme", ""),
        "demo": settings.DEMO,
        "demo_now": clock.now() if settings.DEMO else None,
        "current_path": request.get_full_path(),
    }


def staff_nav(organization, actor):
    """The top bar's entries this actor can use, as (url name, action) in fixed order; views add the labels."""
    return [entry for entry in NAV if entry[1] in actor.actions]


NAV = (("queue", "see_queue"), ("standing", "see_standing"), ("policies", "see_policy"), ("staff", "manage_staff"), ("audit", "see_audit"))
