"""The words of the top bar, and which of its entries a page belongs to."""

from django.utils.translation import gettext_lazy, pgettext_lazy

NAV_WORDS = {
    "queue": gettext_lazy("Queue"),
    "network": gettext_lazy("Network"),
    "appeals": pgettext_lazy("menu", "Appeals"),
    "matches": pgettext_lazy("menu", "List matches"),
    "lists": pgettext_lazy("menu", "Lists"),
    "alerts": pgettext_lazy("menu", "Alerts"),
    "standing": pgettext_lazy("menu", "Standing"),
    "committee": pgettext_lazy("menu", "Committee"),
    "policies": pgettext_lazy("menu", "Policies"),
    "money": pgettext_lazy("menu", "Money"),
    "intake": pgettext_lazy("menu", "Intake"),
    **dict.fromkeys(("referrals", "my_referrals"), pgettext_lazy("menu", "Referrals")),
    "employers": pgettext_lazy("menu", "Employers"),
    "intake_settings": pgettext_lazy("menu", "Calls"),
    "reports": pgettext_lazy("menu", "Reports"),
    "staff": pgettext_lazy("menu", "Staff"),
    **dict.fromkeys(("invite", "claims", "recoveries", "same_person"), pgettext_lazy("menu", "People")),
    "audit": pgettext_lazy("menu", "Audit"),
    "audited_files": gettext_lazy("Files of the audit"),
    "me": pgettext_lazy("menu", "Start"),
    "my_profile": pgettext_lazy("menu", "Profile"),
    "my_organizations": pgettext_lazy("menu", "Sharing"),
    "my_money": pgettext_lazy("menu", "Money"),
    "my_letters": pgettext_lazy("menu", "Letters"),
}


# addresses that belong to an entry of the bar without beginning like it: a file is work of the queue
NAV_ROOMS = {
    "queue": ("applications/", "verifications/"),
    "audited_files": ("applications/", "verifications/", "samples/"),
    "matches": ("lists/", "registers/"),
    "policies": ("jurisdictions/",),
    "alerts": ("monitoring/",),
    "appeals": ("actions/",),
    "employers": ("intake-settings/",),
    "my_referrals": ("availability/",),
    **dict.fromkeys(
        ("staff", "invite", "claims", "recoveries", "same_person"), ("staff/", "invitations/", "claims/", "recoveries/", "same-person/")
    ),
}


def is_current(name: str, url: str, path: str) -> bool:
    """Whether the page at `path` belongs to the entry `name` of the bar, which leads to `url`."""
    house = f"/{url.split('/')[1]}/"
    return path == url if name == "me" else path.startswith((url, *(house + room for room in NAV_ROOMS.get(name, ()))))
