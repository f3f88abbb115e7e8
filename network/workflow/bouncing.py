"""What servers say about mails of ours, taken in: a failure becomes a task, a delivery closes one."""

from dataclasses import dataclass

from network import bounces
from network.models import Message
from network.workflow import undelivered


@dataclass(slots=True)
class Taken:
    """How many notices said what; `unreadable` mails could not be read, `unknown` ones are about no mail of ours."""

    failed: int = 0
    delivered: int = 0
    delayed: int = 0
    unknown: int = 0
    unreadable: int = 0


def take_in(data: bytes, *, at) -> Taken:
    """Read one mail or an mbox of them. The same notice again changes nothing."""
    taken = Taken()
    for mail in bounces.mails(data):
        try:
            notices = bounces.read(mail)
        except ValueError:
            taken.unreadable += 1
            continue
        known = [_follow(notice, taken, at=at) for notice in notices]
        taken.unknown += not any(known)
    return taken


def _follow(notice, taken, *, at) -> bool:
    rows = Message.objects.everywhere(reason="a server names a mail by its number alone")
    message = rows.select_related("organization").filter(reference=notice.reference).first()
    if message is None:
        return False
    if notice.action == "failed":
        undelivered.failed(message, failure=notice.status or "failed", at=at)
        taken.failed += 1
    elif notice.action in ("delivered", "relayed", "expanded"):
        if notice.action == "delivered":
            undelivered.arrived(message, at=at, proven=True)
        taken.delivered += 1
    else:
        taken.delayed += 1
    return True
