"""Writing fingerprints: each part of the system replaces its own, and whoever works here says hers on one small page."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from network import news
from network.events import record
from network.fingerprints import keyed
from network.marks import Kind
from network.models import Mark, Person
from network.models.marks import MarkSource
from network.workflow.accounts import herself

SAID = (Kind.ADDRESS, Kind.EMPLOYER, Kind.PHONE)  # what somebody says of herself


def set_marks(person: Person, kind: str, values: Iterable[str], *, source: str) -> int:
    """From now on these values, and no others, are what `source` knows of a person; how many fingerprints that makes.

    Call it in the transaction of the change it follows: that change is the event, a fingerprint is only derived from it.
    Raises ValueError for a kind or a source nobody declared.
    """
    kind, source = Kind(kind).value, MarkSource(source).value
    wanted = {keyed(kind, value) for value in values} - {""}
    with transaction.atomic():
        mine = Mark.objects.filter(person=person, kind=kind, source=source)
        mine.exclude(keyed_hash__in=wanted).delete()
        known = set(mine.values_list("keyed_hash", flat=True))
        rows = [Mark(person=person, kind=kind, source=source, keyed_hash=each) for each in sorted(wanted - known)]
        Mark.objects.bulk_create(rows, ignore_conflicts=True)
    return len(wanted)


def mark_profile(practitioner) -> None:
    """What stands in a therapist's profile: how and where she is reached."""
    set_marks(practitioner.person, Kind.PHONE, [practitioner.phone], source=MarkSource.PROFILE)
    set_marks(practitioner.person, Kind.ADDRESS, [practitioner.practice_address], source=MarkSource.PROFILE)


def say_involved(person: Person, values: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Keep what somebody who works here says of herself, by kind; only the fingerprints. How many of each."""
    return {str(kind): set_marks(person, kind, values.get(kind, ()), source=MarkSource.ACCOUNT) for kind in SAID}


def say_own(user, values: Mapping[str, Iterable[str]], *, at):
    """She says it on her own account's page; the event counts, and names no value."""
    with transaction.atomic():
        event = record(user, "account.involved", actor=herself(user), at=at, after=say_involved(user.person, values))
        news.publish("person.involved", person_id=user.person_id, at=at.isoformat())
    return event
