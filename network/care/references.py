"""References of calls and referrals: short, unique, said over the phone, and telling nobody how many there are."""

import secrets

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_reference(prefix: str, kind: str) -> str:
    """As `HB-C-7K2M9QX`: the organization's prefix, what it is (C a call, R a referral), and seven signs by chance."""
    return f"{prefix}-{kind}-{''.join(secrets.choice(SIGNS) for _ in range(7))}"
