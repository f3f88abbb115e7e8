"""Of the audit trail: the rows about a file or a therapist in whose matters the reader takes no part."""

from licensure.models import Hit
from network.events import name_of
from network.models import Concern, Participation
from vetting.models import Application
from vetting.queries.committee import closed_files, closed_therapists

HERS = {"licensure.hit": Hit, "network.concern": Concern}  # told under their own number, not under hers or a file's


def closed_rows(found, organization, actor) -> frozenset[int]:
    """The keys of those of these events, or refused attempts, that are closed to the reader; they stay in the trail, without a word.

    Two queries, at most five more for who takes no part in something.
    """
    files = closed_files(organization, actor)
    if not files:
        return frozenset()
    names = set(Application.objects.within(organization).filter(pk__in=files).values_list("reference", flat=True))
    names |= _about_her(found, organization, closed_therapists(organization, actor))
    return frozenset(row.pk for row in found if {getattr(row, "about", ""), row.subject} & names)


def _about_her(found, organization, hers) -> set[str]:
    rows = Participation.objects.within(organization).filter(practitioner__in=hers).select_related("practitioner")
    names = {name for row in rows for name in (name_of(row), name_of(row.practitioner), row.practitioner.reference)}
    for label, model in HERS.items():
        numbers = [row.subject.removeprefix(f"{label}:") for row in found if row.subject.startswith(f"{label}:")]
        theirs = model.objects.within(organization).filter(pk__in=filter(str.isdecimal, numbers), **_of(model, hers))
        names |= {f"{label}:{pk}" for pk in theirs.values_list("pk", flat=True)}
    return names


def _of(model, hers) -> dict:
    return {"practitioner__in" if model is Hit else "participation__practitioner__in": hers}
