"""How an organization governs its vetting: further steps of two people, samples, who reads peer review, delegation. Pure.

Each setting is part of a policy version, so that two people agree on it, and counts from the version's first day. Settings only add:
what always takes two people (FIXED) is no setting.
"""

from collections.abc import Mapping

from network.workdays import CALENDAR, WAYS
from vetting.committee import Setting, wrong
from vetting.sampling import EIGHT_THIRTY, METHODS, Sizes

PARAMETER = "vetting.governance"
FIXED = (  # what takes two people whatever a policy says
    "policy", "committee_file", "quality_denial", "vacate", "list_match", "identity_meeting", "verifier_decides", "erasure",
)
GROUPS = {
    "eyes": (  # domain 8.1 number 70
        Setting("two_approve", False), Setting("two_deny", False), Setting("two_end_hold", False),
    ),
    "samples": (  # number 75; NCQA's 8/30, and 5 % or 50 with at least 10 + 10
        Setting("sample_method", EIGHT_THIRTY, choices=METHODS), Setting("sample_each", 30, 1, 200), Setting("sample_first", 8, 1, 200),
        Setting("sample_percent", 5, 1, 100), Setting("sample_most", 50, 1, 500), Setting("sample_least", 10, 0, 200),
    ),
    "peer_review": (  # number 77; directors and committee members always read it: they decide by it
        Setting("peer_manager", True), Setting("peer_verifier", True), Setting("peer_auditor", True),
    ),
    "appeals": (  # number 50 and domain 5.6: who settles one, how its days are counted, what an appeal in time holds back
        Setting("appeal_panel", 1, 1, 15), Setting("appeal_calendar", CALENDAR, choices=WAYS), Setting("holds_denial", False),
        Setting("holds_non_renewal", False), Setting("holds_restriction", False), Setting("holds_termination_without_cause", False),
        Setting("holds_termination_for_cause", False),
    ),
    "delegation": (  # number 79; domain 9.1: a yearly audit of whoever decides for us, NCQA lets 12 months be 14
        Setting("delegation", False), Setting("delegate_audit_months", 12, 1, 24),
    ),
}
SETTINGS = tuple(setting for group in GROUPS.values() for setting in group)
BY_KEY = {setting.key: setting for setting in SETTINGS}
HOLDS = "holds_"  # begins the settings that say what an appeal in time holds back
READERS = {"network_manager": "peer_manager", "verifier": "peer_verifier", "auditor": "peer_auditor"}  # role → its setting
ALWAYS_READ = ("director", "committee")


def in_full(given: Mapping) -> dict:
    """Every setting, from what a version says and the defaults."""
    return {setting.key: given.get(setting.key, setting.default) for setting in SETTINGS}


def problems(given: Mapping) -> list[tuple[str, str]]:
    """What is wrong, as (key, code) with codes unknown, wrong_type, not_a_choice, too_low, too_high and first_above_each."""
    found = [(key, code) for key, value in given.items() if (code := wrong(BY_KEY.get(key), value))]
    if not found and in_full(given)["sample_first"] > in_full(given)["sample_each"]:
        found.append(("sample_first", "first_above_each"))
    return found


def held_by_appeal(said: Mapping) -> list[str]:
    """What an appeal in time holds back: a denial, and kinds of actions."""
    return [key.removeprefix(HOLDS) for key, value in said.items() if key.startswith(HOLDS) and value]


def sizes_of(said: Mapping) -> Sizes:
    """How large samples are by a version."""
    return Sizes(said["sample_each"], said["sample_first"], said["sample_percent"], said["sample_most"], said["sample_least"])


def reads_peer_review(roles, said: Mapping) -> bool:
    """Whether somebody with these roles reads what peers said and decided: any one of her roles is enough."""
    return any(role in ALWAYS_READ or (role in READERS and said[READERS[role]]) for role in roles)
