"""Reads delivery status notifications (RFC 3464) with the standard library: bytes in, what became of which mail out. Writes nothing.

A notification is believed only about a Message-ID of ours, which nobody guesses; what else a mail says is not read.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

LARGEST = 10 * 2**20  # bytes of one notification; a larger one is told as unreadable
BETWEEN = re.compile(rb"(?m)^(?=From [^\r\n]*\r?$)")  # mbox: each mail begins with such a line
OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@")
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a server says of one mail: its reference, the action (failed, delayed, delivered, relayed, expanded), the status code."""

    reference: UUID
    action: str
    status: str


def mails(data: bytes) -> Iterator[bytes]:
    """Each mail of an mbox, or the one mail it is."""
    if not data.startswith(b"From "):
        yield data
        return
    for part in BETWEEN.split(data):
        if part.strip():
            yield part.partition(b"\n")[2]


def read(mail: bytes) -> tuple[Notice, ...]:
    """What one notification says about mails of ours; empty when it is none. Raises ValueError when it cannot be read."""
    if len(mail) > LARGEST:
        raise ValueError("larger than a notification is")
    try:
        message = email.message_from_bytes(mail, policy=email.policy.compat32)
        if message.get_content_type() != "multipart/report" or not message.is_multipart():
            return ()
        parts = message.get_payload()
        told = [block for part in parts if part.get_content_type() == "message/delivery-status" for block in _blocks(part)]
        reference = next((found for part in parts if (found := _reference(part))), None)
    except (RecursionError, LookupError, AttributeError, TypeError) as error:
        raise ValueError("broken off or nested too deep") from error
    if reference is None:
        return ()
    return tuple(Notice(reference, action, status) for action, status in told if action)


def _blocks(part) -> Iterator[tuple[str, str]]:
    """Action and status of each recipient; the first block is about the mail as a whole and names neither."""
    for block in part.get_payload() if part.is_multipart() else ():
        found = STATUS.search(str(block.get("Status", "")))
        yield str(block.get("Action", "")).strip().lower(), found[1] if found else ""


def _reference(part) -> UUID | None:
    """The reference in the Message-ID of the mail that was sent, whole or only its headers."""
    kind = part.get_content_type()
    if kind == "message/rfc822" and part.is_multipart():
        said = str(part.get_payload(0).get("Message-ID", ""))
    elif kind == "text/rfc822-headers":
        said = str(email.message_from_string(str(part.get_payload())).get("Message-ID", ""))
    else:
        return None
    found = OURS.search(said)
    return UUID(found[1]) if found else None
