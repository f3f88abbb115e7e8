"""What network holds about a therapist, table by table (see `network.personal`)."""

from django.db.models import Q

from network.models import Document, Letter, Participation, Practitioner
from network.personal import Table

CONTACT = ("npi", "profession", "phone", "practice_address", "email")
NAME = ("given_name", "prefix", "family_name")
KEPT = ("first", "last", "recorded_at", "superseded_at")


def _accounts(practitioner: Practitioner) -> Q:
    """Her accounts; those of somebody who also works for an organization stay, for what she does there."""
    working = practitioner.person.users.filter(memberships__isnull=False).exists()
    return Q(pk__in=[]) if working else Q(person=practitioner.person_id)


def _of_accounts(practitioner: Practitioner) -> Q:
    """Addresses and second factors of her accounts."""
    return Q(user__in=practitioner.person.users.filter(_accounts(practitioner)))


def _person(practitioner: Practitioner) -> Q:
    """Her own row; a colleague's name stays under what she did as one."""
    working = practitioner.person.users.filter(memberships__isnull=False).exists()
    return Q(pk__in=[]) if working else Q(pk=practitioner.person_id)


def _marks(practitioner: Practitioner) -> Q:
    """Her fingerprints; of a colleague's, what she said of herself as one stays."""
    hers = Q(person=practitioner.person_id)
    working = practitioner.person.users.filter(memberships__isnull=False).exists()
    return hers & ~Q(source="account") if working else hers


def _links(practitioner: Practitioner) -> Q:
    return Q(one=practitioner.person_id) | Q(other=practitioner.person_id)


def _addresses(practitioner: Practitioner) -> list[str]:
    users = practitioner.person.users.values_list("email", flat=True)
    return [address for address in {practitioner.email, *users} if address]


def _invitations(practitioner: Practitioner) -> Q:
    """Those that brought her in, by profile, by account, or by address while neither was there."""
    asked = Q(practitioner=practitioner.pk) | Q(accepted_by__person=practitioner.person_id)
    for address in _addresses(practitioner):
        asked |= Q(address__iexact=address)
    return Q(kind__in=("therapist", "claim")) & asked


def _mails(practitioner: Practitioner) -> Q:
    sent = Q(recipient__person=practitioner.person_id)
    for address in _addresses(practitioner):
        sent |= Q(address__iexact=address)
    return sent


def _errors(practitioner: Practitioner) -> Q:
    """What jobs failed with, where it names her: a mail server that refuses an address repeats it."""
    found = Q(pk__in=[])
    for said in (*_addresses(practitioner), practitioner.npi, practitioner.person.full_name):
        found |= Q(traceback__icontains=said) if said else Q(pk__in=[])
    return found


def _tasks(practitioner: Practitioner) -> Q:
    keys = Participation.objects.of(practitioner).values_list("pk", flat=True)
    return Q(about=practitioner.reference) | Q(about__in=[f"network.participation:{pk}" for pk in keys])


def _letter_papers(practitioner: Practitioner) -> Q:
    return Q(pk__in=Letter.objects.of(practitioner).filter(document__isnull=False).values("document"))


def _own_papers(practitioner: Practitioner) -> Q:
    return Q(pk__in=Document.objects.of(practitioner).values("pk"))


STANDING = (  # what was decided stays as days; why and by which paper goes
    ("network.Acceptance", ("source", "comment"), ("kind", *KEPT)),
    ("network.Grant", ("source", "comment"), ("granted", "service", "jurisdictions", *KEPT)),
    ("network.Cover", ("source", "comment"), ("kind", "jurisdiction", "service", "source", *KEPT)),
    ("network.Hold", ("source", "comment"), ("reason", "stops", "jurisdiction", "service", *KEPT)),
)
TABLES = (
    *(Table(label, "participation__practitioner", empties, shows) for label, empties, shows in STANDING),
    Table("network.Letter", "practitioner", shows=("kind", "about", "subject", "issued_at")),
    Table("network.Document", find=_letter_papers),
    Table("network.Claim", "practitioner"),
    Table("network.Recovery", find=lambda her: Q(user__person=her.person_id)),
    Table("network.Invitation", find=_invitations),
    Table("network.Message", find=_mails, shows=("created_at", "subject", "body")),
    Table("network.Task", find=_tasks),
    Table("network.Concern", "participation__practitioner", ("text", "finding", "closing_note"),
          ("kind", "received_on", "state", "closed_on")),  # that there was one; what was said in peer review is closed to her
    Table("network.LegalHold", "practitioner", ("reason", "lifted_why")),
    Table("network.Erasure", "practitioner", ("reason",)),
    Table("network.Participation", "practitioner", shows=("state", "shared", "began_at", "state_since", "last_day"),
          becomes=(("shared", False), ("decision", ""))),
    # hers
    Table("django_tasks_database.DBTaskResult", find=_errors, empties=("traceback",), hers=True),
    Table("network.RefusedAttempt", find=lambda her: Q(person=her.person_id), hers=True),
    Table("network.DataExport", "practitioner", hers=True),
    Table("network.PractitionerName", "practitioner", shows=("kind", *NAME, "until_year"), hers=True),
    Table("network.Mark", find=_marks, shows=("kind",), hers=True),
    Table("network.PersonLink", find=_links, hers=True),
    Table("network.Document", find=_own_papers, shows=("reference", "kind", "filename", "uploaded_at", "sha256", "note"), hers=True),
    Table("network.Practitioner", "pk", CONTACT, ("reference", *CONTACT), hers=True),
    Table("account.EmailAddress", find=_of_accounts, hers=True),
    Table("mfa.Authenticator", find=_of_accounts, hers=True),
    Table("network.User", find=_accounts, shows=("email", "language", "joined_at", "last_login"), hers=True,
          becomes=(("email", "erased-{}@erased.invalid".format), ("is_active", False), ("last_login", None), ("password", "!"))),
    Table("network.Person", find=_person, empties=(*NAME, "date_of_birth"), shows=(*NAME, "date_of_birth"), hers=True),
)


def tables() -> tuple[Table, ...]:
    """In the order in which rows can go."""
    return TABLES
