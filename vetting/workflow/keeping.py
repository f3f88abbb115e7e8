"""Keeping the queue's rows: marked stale with whatever changes a file, derived again before they are read, counted as they change.

Marking is one statement in the transaction of the change, so a row is either as its file or known not to be. Deriving is
idempotent: two who do it at once leave the same rows, and what is being changed meanwhile stays marked.
"""

from collections import Counter, defaultdict

from django.db import transaction
from django.db.models import Count

from network.facts.due import any_of
from network.models import Organization, Task
from vetting.models import Application, QueueCount, QueueFacets, QueueRow, QueueWord, SavedView
from vetting.models.application import State
from vetting.models.queue import FEW
from vetting.queries.judging import day_of
from vetting.queries.kept_rows import combination, derived, found_by, words
from vetting.queries.lenses import COUNTED, PLACED, Lens, entries, saved_lens
from vetting.queries.passed import OF, over_with, still_waits, told_of

AT_ONCE = 200
OF_THE_PERSON = {  # rows that say something about every file of their therapist
    "licensure.hit", "licensure.license", "network.practitioner", "network.practitionername", "network.participation", "network.cover",
    "network.grant", "network.hold",
}


def touched(*, subject, about):
    """News of a recorded event, in its transaction: the rows of the files it may concern are stale from now on."""
    label, organization = subject._meta.label_lower, Organization(pk=getattr(subject, "organization_id", None))
    if label in OF_THE_PERSON:
        rows = QueueRow.objects.everywhere(reason="what a therapist holds concerns her files everywhere")
        rows.filter(practitioner=_practitioner_of(subject)).update(stale=True)
    elif organization.pk and ":" not in about:  # a file is told about by its reference, everything else by its kind and number
        rows = QueueRow.objects.within(organization)
        if not rows.filter(reference=about).update(stale=True) and label == "vetting.application":
            rows.bulk_create([_new(subject)], ignore_conflicts=True)


def taken(*, subject, about):
    """News of a recorded event, in its transaction: what was told of a day that passed ends with the step that was taken."""
    if subject._meta.label_lower in OF and (over := over_with(subject)):
        Task.objects.within(subject.organization).filter(pk__in=over).update(done_at=subject.state_since)


def _practitioner_of(subject) -> int:
    if subject._meta.label_lower == "network.practitioner":
        return subject.pk
    return getattr(subject, "practitioner_id", None) or subject.participation.practitioner_id


def _new(application) -> QueueRow:
    return QueueRow(
        application=application, organization_id=application.organization_id, practitioner_id=application.practitioner_id,
        reference=application.reference, state=application.state, kind=application.kind,
    )


def catch_up(organization, *, at) -> int:
    """Derive every row that is stale, except those somebody is changing right now; how many."""
    done, on = 0, day_of(organization, at)
    stale = QueueRow.objects.within(organization).filter(stale__isnull=False)
    while stale.exists():
        with transaction.atomic():
            rows = list(stale.select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE])
            _again(organization, rows, on)
            _end_told(organization, rows, at)
        if not rows:  # the rest is being changed
            break
        done += len(rows)
    return done


def keep(organization, *, since=None, at) -> int:
    """Derive every row on which somebody has to act, as it is today, and files without a row; how many. For every night.

    `since`: an instant before which every file had its row; None where nobody knows.
    """
    missing = Application.objects.within(organization).filter(queue_row=None)
    if since is not None:
        files = Application.objects.within(organization).filter(state_since__gte=since)
        missing = missing.filter(pk__in=any_of(files.filter(state=state).values("pk") for state in State))
    QueueRow.objects.within(organization).bulk_create([_new(row) for row in missing], ignore_conflicts=True)
    on = day_of(organization, at)
    old = QueueRow.objects.within(organization).exclude(kept_on=on)
    old.filter(place__isnull=False).update(stale=True)
    old.filter(ending__lt=on.toordinal() * PLACED).update(stale=True)  # its evidence ended that ends first
    kept = catch_up(organization, at=at)
    add_up(organization)
    return kept


def _again(organization, rows, on):
    """Derive these locked rows, with what they are found by and where they are counted."""
    if not rows:
        return
    lenses = (*COUNTED, *map(saved_lens, SavedView.objects.within(organization)))
    counted = Counter()
    counted.subtract(entries(rows, lenses))
    files = Application.objects.within(organization).filter(pk__in=[row.pk for row in rows])
    files = list(files.select_related("organization", "practitioner__person", "participation", "assignee"))
    columns, found = derived(files, on=on), words(files)
    for row in rows:
        columns[row.pk] |= found_by(found[row.pk])
        for name, value in columns[row.pk].items():
            setattr(row, name, value)
    counted.update(entries(rows, lenses))
    QueueRow.objects.within(organization).bulk_update(rows, list(next(iter(columns.values()))))
    _sort(organization, rows, {pk: combination(each) for pk, each in columns.items()})
    _spell(organization, found)
    _count(organization, counted)


def _sort(organization, rows, combinations: dict[int, tuple]):
    """Write which combination of values each row has, where it has another than before."""
    facets, moved = _facets(organization, set(combinations.values())), defaultdict(list)
    for row in rows:
        if row.facets_id != facets[combinations[row.pk]].pk:
            moved[combinations[row.pk]].append(row.pk)
    for each, keys in moved.items():
        QueueRow.objects.within(organization).filter(pk__in=keys).update(facets=facets[each])


def _facets(organization, wanted: set[tuple]) -> dict[tuple, QueueFacets]:
    """The kept combinations, new ones too; who keeps the same ones meanwhile makes them in the same order."""
    names = (*FEW, "rank")
    kept = QueueFacets.objects.within(organization).filter(state__in={each[names.index("state")] for each in wanted})
    held = {tuple(getattr(row, name) for name in names): row for row in kept}
    if not (new := sorted(wanted - held.keys())):
        return held
    rows = [QueueFacets(organization=organization, **dict(zip(names, each, strict=True))) for each in new]
    QueueFacets.objects.bulk_create(rows, ignore_conflicts=True)
    return {tuple(getattr(row, name) for name in names): row for row in kept.all()}


def _end_told(organization, rows, at):
    """What was told of days that passed ends with the step that was taken since."""
    now = {row.reference: row for row in rows}
    told = [task for some in told_of(organization, list(now)).values() for task in some]
    over = [
        task.pk for task in told if not still_waits(task, next_step=now[task.about].next_step or "none", due=now[task.about].due_on)
    ]
    if over:
        Task.objects.within(organization).open().filter(pk__in=over).update(done_at=at)


def _spell(organization, found):
    """What finds them: only what changed is written."""
    wanted = {(pk, *word) for pk, each in found.items() for word in each}
    rows = QueueWord.objects.within(organization).filter(row__in=list(found))
    held = {(row.row_id, row.name, row.word): row.pk for row in rows}
    gone = [pk for key, pk in held.items() if key not in wanted]
    if gone:
        QueueWord.objects.within(organization).filter(pk__in=gone).delete()
    new = sorted(wanted - held.keys())
    QueueWord.objects.bulk_create([QueueWord(organization=organization, row_id=pk, name=name, word=word) for pk, name, word in new])


def _count(organization, counted: Counter):
    QueueCount.objects.bulk_create([
        QueueCount(organization=organization, view=view, person_id=person, day=day, n=n)
        for (view, person, day), n in counted.items() if n
    ])


def add_up(organization):
    """Make one row of the parts of each count. What is added meanwhile is not touched, so nobody waits and nothing is lost."""
    with transaction.atomic():
        parts = list(QueueCount.objects.within(organization).select_for_update())
        sums = Counter()
        for part in parts:
            sums[(part.view, part.person_id, part.day)] += part.n
        if len(parts) > sum(map(bool, sums.values())):
            QueueCount.objects.within(organization).filter(pk__in=[part.pk for part in parts]).delete()
            _count(organization, sums)


def recount(organization, lens: Lens):
    """Count one view from its rows, where it is new or another than it was."""
    by = [name for name, asked in (("assignee_id", lens.mine), (lens.day, lens.when)) if asked]
    rows = QueueRow.objects.within(organization).filter(lens.static(), **{f"{name}__isnull": False for name in by})
    with transaction.atomic():
        QueueCount.objects.within(organization).filter(view=lens.key).delete()
        sums = rows.values(*by).annotate(n=Count("pk")).order_by() if by else [{"n": rows.count()}]
        _count(organization, Counter({
            (lens.key, row.get("assignee_id"), row.get(lens.day)): row["n"] for row in sums
        }))
