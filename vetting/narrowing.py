"""What an organization may narrow somebody's work to, as limits of a grant and as the hold that does the same. Pure."""

NARROWED = {  # key → limits of a grant: what stays allowed
    "no_minors": {"age_bands": ["adult"]},
    "video_only": {"modes": ["video"]},
}


def limits_of(keys) -> dict:
    """The limits of a grant for these keys together."""
    found: dict = {}
    for key in keys:
        found.update(NARROWED[key])
    return found


def together(*limits: dict) -> dict:
    """What all of these limits of a grant leave: of each kind only what every one that names it allows."""
    found: dict = {}
    for each in limits:
        for key, allowed in each.items():
            found[key] = [one for one in allowed if one in found[key]] if key in found else list(allowed)
    return found


def keys_of(limits: dict) -> list[str]:
    """Which keys these limits stand for."""
    return [key for key, limit in NARROWED.items() if limit.items() <= limits.items()]
