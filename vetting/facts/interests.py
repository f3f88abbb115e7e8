"""The fingerprints of whoever decides and of whom it is about, read once, to be compared (`vetting.interests`)."""

from licensure.queries import verifications
from network.fingerprints import keyed
from network.marks import Kind
from network.models import Person, User
from network.queries.marks import marks_of
from network.queries.people import same_persons
from vetting.interests import Interest, Side, between

OF_THE_FILE = [Interest.VERIFIED]  # says nothing beyond the file it was found in


def side_of(persons: set[int], *, also=(), referees=()) -> Side:
    """Everything known of one natural person, under all her accounts. `also`: addresses she is named by; `referees` she named."""
    marks: dict[str, set[str]] = {}
    for found in marks_of(persons).values():
        for kind, hashes in found.items():
            marks.setdefault(kind, set()).update(hashes)
    names = [person.full_name for person in Person.objects.filter(pk__in=persons)]
    mails = User.objects.filter(person__in=persons).values_list("email", flat=True)
    named = {keyed(Kind.REFEREE, value) for value in (*names, *mails, *also)} - {""}
    marks.setdefault(Interest.REFEREE, set()).update({keyed(Kind.REFEREE, value) for value in referees} - {""})
    return Side(marks, frozenset(named | marks.get(Interest.PHONE, set())))


def therapist_of(practitioner, references=()) -> Side:
    """The therapist; of the files named, whom her references were asked at counts as named by her."""
    asked = [
        address for reference in references
        for address in verifications(reference).values_list("referee_requests__address", flat=True) if address
    ]
    return side_of(same_persons(practitioner.person_id), also=[practitioner.email], referees=asked)


def in_common(person_id, practitioner, references=()) -> tuple[str, ...]:
    """The kinds somebody and a therapist share; nothing for herself, whom other rules keep from her own file."""
    persons = same_persons(person_id)
    if practitioner.person_id in persons:
        return ()
    return between(side_of(persons), therapist_of(practitioner, references))


def answers_of(application, persons: set[int]) -> set[str]:
    """What was said about these persons taking part in a file: proposed, recused or dismissed."""
    return set(application.conflicts.filter(person__in=persons).values_list("state", flat=True))


def kept_from(application, persons: set[int]) -> bool:
    """Whether these persons take no part in a file: it was said of it; or, where it is decided, of another file and not otherwise here."""
    answers = answers_of(application, persons)
    if application.is_open or answers & {"recused", "dismissed"}:
        return "recused" in answers
    return bool(persons & recused_from_her(application.participation))


def recused_from_her(participation, *, besides=None) -> set[int]:
    """The persons who take no part in what is decided about somebody in the network, for what connects them with her.

    Who only verified something of an earlier file is kept from that file and from nothing else. `besides` leaves one file out.
    """
    rows = participation.applications.filter(conflicts__state="recused")
    rows = rows.exclude(pk=besides.pk) if besides else rows
    rows = rows.values_list("conflicts__person", "conflicts__kinds")
    return {person for person, kinds in rows if kinds != OF_THE_FILE}
