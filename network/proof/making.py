"""Writing a pack: its members, the manifest over all of them, the signature over that, and the verifier beside them."""

import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from network.events import canonical
from network.proof import verify
from network.proof.contents import Member, rows_member
from network.proof.trail import Chain
from network.seals import public_hex

LARGEST = 2**32 - 1
VERIFIER = Path(verify.__file__)


class TooLarge(ValueError):
    """More than a ZIP without extensions holds: four gibibytes, or 65,535 files."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a pack says of itself."""

    subject: str
    organization: str
    made_by: str
    made_at: datetime


def chain_members(chains: list[Chain]) -> list[Member]:
    """One member per chain."""
    return [rows_member(f"trail/{chain.scope.replace(':', '-')}", chain.rows, chain.scope) for chain in chains]


def pack(head: Head, members: list[Member], chains: list[Chain], key: Ed25519PrivateKey) -> bytes:
    """The ZIP. `members` come before the trail; what is about it all, manifest and signature, comes first.

    The same contents at the same instant give the same bytes: no clock and no compression is in them. Raises TooLarge.
    """
    trail = chain_members(chains)
    every = [*members, *trail, Member("verify.py", VERIFIER.read_bytes())]
    manifest = {
        "format": verify.FORMAT,
        "subject": head.subject,
        "organization": head.organization,
        "made_by": head.made_by,
        "made_at": head.made_at.isoformat(),
        "members": [member.entry() for member in every],
        "chains": [
            {"scope": chain.scope, "member": member.name, "head": list(chain.head)}
            for chain, member in zip(chains, trail, strict=True)
        ],
    }
    told = json.dumps(manifest, indent=1).encode()
    signature = {"public_key": public_hex(key.public_key()), "signature": key.sign(told).hex()}
    first = [Member(verify.MANIFEST, told), Member(verify.SIGNATURE, canonical(signature).encode())]
    return zipped([*first, *every])


def zipped(members: list[Member]) -> bytes:
    """Members as the verifier expects them, one after another. Raises TooLarge."""
    if len(members) > 65_535 or sum(len(member.content) + 100 + 2 * len(member.name) for member in members) > LARGEST:
        raise TooLarge("A file of evidence holds at most four gibibytes. Take fewer files at once.")
    body, directory = bytearray(), bytearray()
    for member in members:
        name, size, crc = member.name.encode("ascii"), len(member.content), zlib.crc32(member.content)
        directory += verify.central_header(name, size, crc, len(body))
        body += verify.local_header(name, size, crc) + member.content
    return bytes(body + directory + verify.end_record(len(members), len(directory), len(body)))
