"""Keyed hashes of what people may have in common: only these are kept and compared, never the values.

The key is the installation's own (SECRET_KEY) and not in the database: with a stolen table alone nobody can look for an address
by trying addresses. Who compares learns the kind in which two people agree, and nothing else.
"""

from django.utils.crypto import salted_hmac

from network.marks import Kind, folded, is_number

SALT = "network.marks"


def keyed(kind: str, value: str) -> str:
    """The hash by which a value is compared; empty for an empty value. A referee's number is hashed as any telephone number."""
    plain = folded(kind, value)
    hashed_as = Kind.PHONE if kind == Kind.REFEREE and is_number(value) else Kind(kind)
    return salted_hmac(SALT, f"{hashed_as}:{plain}", algorithm="sha256").hexdigest() if plain else ""
