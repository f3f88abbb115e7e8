"""Whom a session is for, by age, and what an approval must allow for it. Pure."""

BANDS = ("child", "adolescent", "adult", "elderly")
MINORS = ("child", "adolescent")


def privilege(band: str) -> str:
    """The age band an approval is asked for: elderly people are adults to whoever decides, children and adolescents are not."""
    return band if band in MINORS else "adult"
