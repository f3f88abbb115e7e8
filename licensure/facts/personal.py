"""What licensure holds about a therapist, table by table (see `network.personal`)."""

from django.db.models import Q

from licensure.models import Verification
from network.models import Practitioner
from network.personal import Table


def _artefacts(practitioner: Practitioner) -> Q:
    return Q(pk__in=Verification.objects.of(practitioner).filter(artefact__isnull=False).values("artefact"))


TABLES = (
    Table("network.Document", find=_artefacts),
    Table("licensure.Hit", "practitioner", shows=("listed_as", "state", "raised_on", "settled_at", "known_on")),
    Table("licensure.Screening", "practitioner", shows=("on", "terms", "candidates")),
    Table("licensure.Extension", "license__practitioner", shows=("first", "last", "until", "source")),
    Table(
        "licensure.Verification", "practitioner",
        shows=("file", "element", "label", "state", "method", "source", "as_of", "good_through", "verified_at"),
    ),
    Table("licensure.HomeMove", "practitioner", shows=("left", "reached", "moved_on", "stated_at"), hers=True),
    Table(
        "licensure.License", "practitioner", hers=True,
        shows=("jurisdiction", "license_type", "number", "issued_on", "expires_on", "retired_at"),
    ),
    Table(
        "licensure.Credential", "practitioner", hers=True,
        shows=(
            "kind", "title", "code", "issuer", "number", "named_person", "issued_on", "covers_from", "covers_through", "per_claim",
            "aggregate", "currency", "quantity", "detail", "retired_at",
        ),
    ),
    Table(
        "licensure.Position", "practitioner", hers=True,
        shows=("kind", "employer", "role", "first_month", "last_month", "explanation", "in_writing", "eap"),
    ),
)


def tables() -> tuple[Table, ...]:
    """In the order in which rows can go."""
    return TABLES
