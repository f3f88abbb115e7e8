"""Whom a corrected row concerns: the checks that have to be judged again, and the covers that may fall."""

from dataclasses import dataclass

from django.db.models import Q

from licensure.facts.covers import participation_of
from licensure.facts.licenses import AUTHORITY, JUDGED
from licensure.facts.supervision import ELEMENT
from licensure.models import Credential, License, Verification
from licensure.policy import known
from network.models import Cover


@dataclass(frozen=True, slots=True)
class Touched:
    """The checks of everybody concerned; and what a cover that falls has to rest on (`keys`) or speak for (`place`)."""

    checks: tuple[Verification, ...]
    keys: frozenset[str]
    place: str

    def concerns(self, cover) -> bool:
        """Whether the corrected row takes part in this cover."""
        if self.place:
            return cover.jurisdiction == self.place
        return any(basis["key"] in self.keys for basis in cover.bases)


def touched(kind: str, subject: str, organization=None) -> Touched:
    """Everybody who holds the title, or whose supervisor does; for a place, who holds a title of it or a compact authority.

    A register concerns nobody.

    `organization` None: what counts for everyone was corrected, and every organization's checks are concerned.
    """
    licenses = _whose(License, organization).filter(retired_at=None)
    place = {"requirement": subject.partition(":")[0], "member": subject.rpartition(":")[2], "place": subject}.get(kind, "")
    if kind == "register":
        return Touched((), frozenset(), "")
    if place:
        compact = [key for key, each in known(organization).types.items() if each.compact]
        mine = licenses.filter(Q(jurisdiction=place) | Q(license_type__in=compact))
    else:
        mine = licenses.filter(license_type=subject)
    theirs = _whose(Credential, organization).filter(kind=ELEMENT, code=subject)  # whose supervisor holds the title
    people = {*mine.values_list("practitioner_id", flat=True), *theirs.values_list("practitioner_id", flat=True)}
    rows = _whose(Verification, organization).filter(practitioner_id__in=people, element__in=JUDGED, state="verified")
    checks = tuple(rows.select_related("organization", "practitioner__person").order_by("pk"))
    licensed = (f"license:{pk}" for pk in mine.values_list("pk", flat=True))
    return Touched(checks, frozenset((*licensed, *(row.key for row in theirs))), place)


def touched_by_move(practitioner) -> Touched:
    """Her checks in every organization; only what rests on a compact can fall."""
    rows = Verification.objects.everywhere(reason="a move concerns every organization she works with")
    rows = rows.filter(practitioner=practitioner, element__in=AUTHORITY, state="verified")
    compact = [key for key, each in known().types.items() if each.compact]
    keys = License.objects.of(practitioner).filter(license_type__in=compact).values_list("pk", flat=True)
    checks = tuple(rows.select_related("organization", "practitioner__person").order_by("pk"))
    return Touched(checks, frozenset(f"license:{pk}" for pk in keys), "")


def touched_by_supervision(practitioner, rows) -> Touched:
    """Her checks of licenses and supervisors in every organization; only what rests on these agreements can fall."""
    found = Verification.objects.everywhere(reason="who supervises her concerns every organization she works with")
    found = found.filter(practitioner=practitioner, element__in=JUDGED, state="verified")
    checks = tuple(found.select_related("organization", "practitioner__person").order_by("pk"))
    return Touched(checks, frozenset(row.key for row in rows), "")


def _whose(model, organization):
    if organization is not None:
        return model.objects.within(organization)
    return model.objects.everywhere(reason="a fact that the operator took over counts for every organization")


def unsupported(check, concerned: Touched, *, kept) -> list[Cover]:
    """Covers of this check in which the corrected row takes part and which the facts give no longer; `kept` are those given."""
    participation = participation_of(check)
    if participation is None:
        return []
    rows = Cover.objects.within(check.organization).current()
    mine = rows.filter(participation=participation, kind="authority", verification=f"verification:{check.pk}")
    return [cover for cover in mine if cover.key not in kept and concerned.concerns(cover)]
