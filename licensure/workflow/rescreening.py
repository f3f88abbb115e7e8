"""Screening again at once: when a list changed, everybody it may concern; when her identifiers changed, she herself.

The rows that changed look up whom they may be (`looked_up`), many of them are held against all names together (`sweep`): either
way nobody is left out who may be on them. Who is left is screened one by one as every night, in each organization where she takes
part. The night does the rest: it screens who was left out too, finds nothing new, and keeps the proof of the month.
"""

from licensure.facts.looked_up import in_reach
from licensure.facts.network_names import names_in_network, taking_part
from licensure.facts_screening import index_of, person_of, terms_hash, versions_in_use
from licensure.models import Hit, ListVersion, Screening
from licensure.screening import RULE
from licensure.sweep import may_be_listed
from licensure.workflow.screening import screen_practitioner
from network import jobs
from network.access import system

LIST_CHANGED, PERSON_CHANGED, PEOPLE = "screening.list_changed", "screening.person_changed", "screening.people"
FEW = 3_000  # rows up to which looking people up is quicker than reading everybody (decision 34)
TOGETHER = 100  # people screened in one transaction


def ask_for_changed(*, list_key: str, version_id: int) -> int:
    """Ask for the screening of everybody whom the changes of a list since before `version_id` may concern; how many people.

    What was loaded meanwhile counts in, so the order in which versions are come to does not matter. Asks once per version,
    however often it is run: finding people writes nothing, and asking for all of them is one transaction.
    """
    people = sorted(concerned(list_key, version_id))
    with jobs.once(f"{LIST_CHANGED}:{version_id}") as first:
        for start in range(0, len(people) if first else 0, TOGETHER):
            some = people[start : start + TOGETHER]
            jobs.enqueue(PEOPLE, key=f"{version_id}:{start}", list_key=list_key, practitioners=some)
    return len(people)


def concerned(list_key: str, version_id: int) -> set[int]:
    """Keys of practitioners who may be on a row that was added since the version before, or whose hit stands on one that ended."""
    before = ListVersion.objects.filter(exclusion_list=list_key, pk__lt=version_id).first()
    if before is None:
        return {row.practitioner_id for row in taking_part()}
    (version,) = versions_in_use([list_key])
    ended = Hit.objects.everywhere(reason="a row that ended is looked at wherever it was a hit").filter(
        entry__exclusion_list=list_key, entry__last_version__gte=before.pk, entry__last_version__lt=version.pk
    )
    index = index_of(version, since=before)
    added = in_reach(index) if len(index.entries) <= FEW else may_be_listed(names_in_network(), index)
    return added | set(ended.values_list("practitioner_id", flat=True))


def screen_people(practitioners: list[int], *, at, list_key: str | None = None, known_only=False) -> int:
    """Screen these people in every organization where they take part, unless that was done already; the number of screenings.

    With `known_only` just where they were screened before: who is still writing her application is screened when it is checked.
    """
    versions, done = versions_in_use(list_key and [list_key]), 0
    for row in taking_part(practitioner__in=practitioners):
        hashed = terms_hash(person_of(row.practitioner))
        mine = Screening.objects.within(row.organization).filter(practitioner=row.practitioner_id)
        for version in versions:
            ours = mine.filter(version__exclusion_list=version.exclusion_list_id)
            newest = ours.order_by("-pk").values_list("version", "terms_hash", "rule").first()
            # the newest one counts: who takes back a change is as she was before, and her matches must say so again
            if newest == (version.pk, hashed, RULE) or known_only and newest is None:
                continue
            screen_practitioner(
                organization=row.organization, practitioner=row.practitioner, actor=system("screening", row.organization), at=at,
                lists=[version.exclusion_list_id],
            )
            done += 1
    return done
