"""What the frame around every page knows: whose organization, which day it is in the demo, which theme."""

from django.conf import settings
from django.utils.translation import gettext as _

from network import clock
from network.access import ActorKind
from network.parts import Link
from network.queries.accounts import workplaces
from network.start import first_page


def page(request):
    """Variables of `base.html`."""
    organization = getattr(request, "organization", None)
    actor = getattr(request, "actor", None)
    return {
        "organization": organization,
        "actor": actor,
        "nav": nav(organization, actor),
        "theme": request.COOKIES.get("theme", getattr(getattr(request, "user", None), "theme", "")),
        "places": places(request, organization),
        "may_find": bool(organization and actor and "see_standing" in actor.actions),
        "demo": settings.DEMO,
        "demo_now": clock.now() if settings.DEMO else None,
        "current_path": request.get_full_path(),
    }


def places(request, organization) -> list[Link]:
    """Where else this account works, and its own pages when its person is a therapist; empty for who has one place."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    rows = [(row.organization.name, first_page(row), row.organization == organization) for row in workplaces(user, at=clock.now())]
    links = [Link(name, url, current=here) for name, url, here in rows if url]
    if links and hasattr(user.person, "practitioner"):
        links.append(Link(_("My own pages"), "/me/", current=organization is None))
    return links if len(links) > 1 else []


def nav(organization, actor):
    """The entries of the top bar: a therapist's own pages, or what a colleague may use of her organization's."""
    if actor is not None and actor.kind == ActorKind.THERAPIST:
        return THERAPIST_NAV
    return staff_nav(organization, actor) if organization and actor else ()


def staff_nav(organization, actor):
    """The top bar's entries this actor can use, as (url name, action) in fixed order; views add the labels."""
    if actor.audits:
        return [entry for entry in AUDITOR_NAV if entry[1] in actor.actions] if actor.audit else []  # no days named: all is closed
    firsts = {group[0]: next((entry for entry in group if entry[1] in actor.actions), None) for group in (PEOPLE, LISTS, CARE)}
    entries = [firsts.get(entry, entry) for entry in NAV]
    return [entry for entry in entries if entry and entry[1] in actor.actions]


# the pages about people have tabs between them; the bar leads to the first one of hers
PEOPLE = (
    ("staff", "manage_staff"), ("invite", "invite_therapist"), ("claims", "confirm_claim"),
    ("recoveries", "confirm_recovery"), ("same_person", "link_persons"),
)
LISTS = (("matches", "see_file"), ("lists", "see_lists"))  # the lists themselves are a tab beside their matches
CARE = (("employers", "set_intake"), ("intake_settings", "confirm_intake"))
NAV = (
    ("intake", "take_calls"), ("referrals", "take_calls"),
    ("queue", "see_queue"), ("appeals", "see_file"), LISTS[0], ("alerts", "see_file"), ("standing", "see_standing"),
    ("committee", "see_file"), ("policies", "see_policy"), ("money", "see_payments"), PEOPLE[0], CARE[0],
    ("audit", "see_audit"), ("reports", "see_report"),
)
AUDITOR_NAV = (("audited_files", "take_evidence"), ("policies", "see_policy"), ("audit", "see_audit"))  # the others are closed to her
THERAPIST_NAV = ("me", "my_referrals", "my_money", "my_profile", "my_letters", "my_organizations")
