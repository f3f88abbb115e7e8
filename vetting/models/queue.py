"""What the queue reads: one kept row per file, which combinations of values there are, the words a file is found by, how many files each
view holds, and views people keep.

A kept row says what the file itself says (`vetting.queries.kept_rows` derives it). Whatever changes the file marks its row stale in
the same transaction; whoever reads the queue first derives what is stale again.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.base import TenantOwned

ORDERS = ("place", "recent", "ending")  # columns of order: each file's value is its own
FEW = ("phase", "state", "stage", "waiting_on", "kind", "flag", "ready")  # columns that are filtered by and have few values


def _ordered(name: str, *fields: str, also: tuple[str, ...] = ("marks",)) -> list[models.Index]:
    """An index per order over the files that have a place in it, within what `fields` say; `also`: asked of each on the way."""
    return [
        models.Index(
            fields=["organization", *fields, order, *also], name=f"queue_{name}_{order}", condition=models.Q(**{f"{order}__isnull": False})
        )
        for order in ORDERS
    ]


class QueueFacets(TenantOwned):
    """One combination of values a file of the organization has, or had, in the columns of FEW; `rank`: of its place.

    Of a million files there are some hundreds at most. Whatever is filtered by these columns, it is some of the combinations, and the files
    of each are at hand in every order. None is ever taken away: one that no file has any more is looked at once, and has no file.
    """

    phase = models.CharField(max_length=10)
    state = models.CharField(max_length=20)
    stage = models.CharField(max_length=10, blank=True)
    waiting_on = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=20)
    flag = models.CharField(max_length=20, blank=True)
    ready = models.BooleanField()
    rank = models.PositiveSmallIntegerField(help_text="0 ours with a day, 1 ours without, 2 and 3 theirs the same, 4 nobody's.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", *FEW, "rank"], name="queue_facets_once")]

    def __str__(self):
        return " ".join(filter(None, (self.state, self.stage, self.kind, self.flag)))


class QueueRow(TenantOwned):
    """One file as the queue shows it, as of `kept_on`. No `place`: nobody has to act; `recent` orders all files, newest first."""

    application = models.OneToOneField("vetting.Application", models.CASCADE, primary_key=True, related_name="queue_row")
    practitioner = models.ForeignKey("network.Practitioner", models.CASCADE, related_name="+")
    reference = models.CharField(max_length=20, unique=True)
    stale = models.BooleanField(null=True, default=True, help_text="Set while something changed since it was kept.")
    state = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    route = models.CharField(max_length=20, blank=True)
    phase = models.CharField(max_length=10, help_text="open, decided or closed.")
    stage = models.CharField(max_length=10, blank=True, help_text="therapist, source, begin, check or decision; empty: nobody.")
    waiting_on = models.CharField(max_length=10, blank=True)
    whose = models.CharField(max_length=10, blank=True)
    next_step = models.CharField(max_length=20, blank=True)
    flag = models.CharField(max_length=20, blank=True)
    to_resolve = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveSmallIntegerField(default=0, help_text="Checks that need no more work.")
    total = models.PositiveSmallIntegerField(default=0)
    ready = models.BooleanField(default=False, help_text="It has checks, and none needs more work.")
    assignee = models.ForeignKey("network.Person", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    latest_on = models.DateField(null=True, help_text="Where nobody named a day: the last on which the next step may be taken.")
    by_default = models.BooleanField(default=False, help_text="The day stands on a number of days nobody in the organization has said.")
    since = models.DateField(null=True, help_text="The day its state began.")
    holds = models.JSONField(default=list, help_text="What she holds: abbreviation and place.")
    strokes = models.CharField(max_length=30, blank=True, help_text="The last days, by a letter per side.")
    ours = models.PositiveSmallIntegerField(default=0)
    theirs = models.PositiveSmallIntegerField(default=0)
    source = models.PositiveSmallIntegerField(default=0)
    onward = models.CharField(max_length=1, blank=True, help_text="Whose each later day is; empty: no more days are counted.")
    ends_kind = models.CharField(max_length=20, blank=True)
    ends_on = models.DateField(null=True, help_text="Of an approved file: the day its evidence ends that ends first.")
    vetting_on = models.DateField(null=True, help_text="Of an open re-vetting: the last day before it is due.")
    vetting_until = models.DateField(null=True, help_text="The last day on which a late one is accepted.")
    kept_on = models.DateField(null=True)
    place = models.BigIntegerField(null=True, help_text="Ours before theirs, then by date, then in the order they came.")
    recent = models.BigIntegerField(null=True, help_text="Newest first; all files have it once they were derived.")
    ending = models.BigIntegerField(null=True, help_text="In the order their evidence ends.")
    facets = models.ForeignKey(
        QueueFacets, models.PROTECT, null=True, related_name="+", db_index=False, help_text="Which values it has; null until derived."
    )
    spelled = models.TextField(blank=True, help_text="The words it is found by, once more, so that a row alone tells that it has them not.")
    marks = models.BigIntegerField(default=0, help_text="A bit for how each of these words begins, so that an index tells it of most rows.")

    class Meta:
        indexes = [
            *_ordered("all", also=("facets", "marks")), *_ordered("facets", "facets"), *_ordered("assignee", "assignee", "facets"),
            models.Index(
                fields=["organization", "vetting_on", "facets", "assignee", "place", "marks"], condition=models.Q(vetting_on__isnull=False),
                name="queue_overdue",
            ),
            models.Index(fields=["organization", "stale"], condition=models.Q(stale__isnull=False), name="queue_stale"),
        ]

    def __str__(self):
        return self.reference


class QueueWord(TenantOwned):
    """A word a file is found by: of one of her names, or of a number. `name` tells which words belong to the same one."""

    row = models.ForeignKey(QueueRow, models.CASCADE, related_name="words", db_index=False)
    name = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "word", "row"], name="queue_word"),
            models.Index(fields=["organization", "row", "name", "word"], name="queue_same_name"),
        ]

    def __str__(self):
        return self.word


class QueueCount(TenantOwned):
    """A part of how many files a view holds: its rows are only added, and added up every night, so that nobody waits for it."""

    view = models.CharField(max_length=20)
    person = models.ForeignKey("network.Person", models.CASCADE, null=True, related_name="+")
    day = models.DateField(null=True)
    n = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["organization", "view", "person", "day"], name="queue_count")]

    def __str__(self):
        return f"{self.view} {self.n:+d}"


class SavedView(TenantOwned):
    """Filters somebody keeps under a name, for herself or, where a manager shares it, for everyone in the organization."""

    name = models.CharField(_("name"), max_length=60)
    base = models.CharField(max_length=20, help_text="The view it narrows.")
    filters = models.JSONField(default=dict)
    owner = models.ForeignKey("network.Person", models.CASCADE, related_name="+")
    shared = models.BooleanField(_("for everyone"), default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "owner", "name"], name="saved_view_name_once")]

    def __str__(self):
        return self.name

    @property
    def key(self) -> str:
        """Its key in the address."""
        return f"saved-{self.pk}"
