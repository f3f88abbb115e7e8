"""Who acts when what follows follows by itself."""

from network.access import Actor, system


def clockwork(row) -> Actor:
    """The actor of what a referral brings about in the organization of a row."""
    return system("referrals", row.organization)
