"""The views of the queue: which kept rows each holds, said once and read both ways, as a filter of the database and of one row.

A lens is a set of columns with the values they may have, and at most one condition on a day or on the reader.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ENDING = {"ends30": 30, "ends90": 90}
DAYS = ("late", "today", "week")  # of its own day
PLACED = 10**10  # in a column of order, a file's number has its place below its day's ordinal
RANKED = 10**7 * PLACED  # and in `place` its day below whose turn it is


@dataclass(frozen=True, slots=True)
class Lens:
    """A view: its key in the address, its name, its group, and what a row must be. `mine`: the reader's own files only.

    `when`: late, today or week (its day), overdue (the day its vetting is due), ends30 or ends90 (its evidence's). `order` is the column
    its files are in the order of.
    """

    key: str
    label: str
    group: str
    columns: dict[str, tuple] = field(default_factory=dict)
    mine: bool = False
    when: str = ""
    order: str = "place"

    @property
    def tells(self) -> bool:
        """Whether that a file stands in it tells what was found in the file."""
        return "flag" in self.columns

    @property
    def saved(self) -> bool:
        """Whether somebody keeps it, and it may be changed."""
        return self.group in ("own", "shared")

    def narrowed(self, **filters) -> "Lens":
        """The same view with the filters of an address: state, kind, waiting, who (me, none or a person's number), flag, ready, when.

        Files asked for by their day are in the order of their days.
        """
        columns = dict(self.columns)
        for name, column in (("state", "state"), ("kind", "kind"), ("waiting", "waiting_on"), ("flag", "flag")):
            if value := filters.get(name):
                columns[column] = tuple(each for each in columns.get(column, (value,)) if each == value)
        if ready := filters.get("ready"):
            columns["ready"] = (ready == "yes",)
        who, mine = filters.get("who", ""), self.mine or filters.get("who") == "me"
        if who and who != "me":
            columns["assignee_id"] = (None if who == "none" else int(who),)
        when = self.when or filters.get("when", "")
        return replace(self, columns=columns, mine=mine, when=when, order="place" if when in DAYS else self.order)

    def q(self, *, person, on: date) -> Q:
        """Its rows, as a filter of the database."""
        asked = self.static()
        if self.mine:
            asked &= Q(assignee=person)
        if self.when in ENDING:  # by the column of their order: those that end today come first, and nothing before is read
            return asked & Q(ending__range=(on.toordinal() * PLACED, (on.toordinal() + ENDING[self.when] + 1) * PLACED - 1))
        return asked & _when(self.when, on, self.day) if self.when else asked

    def static(self) -> Q:
        """The same for every reader and day."""
        asked = Q(**{f"{self.order}__isnull": False})
        for name, values in self.columns.items():
            asked &= _in(name, values)
        return asked

    def holds(self, row) -> bool:
        """Whether it holds a row for somebody, on some day: what `static` says of a row in hand."""
        if getattr(row, self.order) is None:
            return False
        return all(getattr(row, name) in values for name, values in self.columns.items())

    def entry(self, row):
        """Where the row is counted in this view: for whom and on which day; None where nowhere."""
        if not self.holds(row) or self.mine and row.assignee_id is None:
            return None
        day = getattr(row, self.day) if self.when else None
        return None if self.when and day is None else (self.key, row.assignee_id if self.mine else None, day)

    @property
    def day(self) -> str:
        """The column its condition on a day reads."""
        return "ends_on" if self.when in ENDING else "vetting_on" if self.when == "overdue" else "due_on"

    def counted(self, *, person, on: date) -> Q:
        """Its parts of the count, for this reader on this day."""
        asked = Q(view=self.key)
        if self.mine:
            asked &= Q(person=person)
        return asked & _when(self.when, on, "day") if self.when else asked


def _in(name, values) -> Q:
    if values == (None,):
        return Q(**{f"{name.removesuffix('_id')}__isnull": True})
    return Q(**{name: values[0]}) if len(values) == 1 else Q(**{f"{name}__in": values})


def _when(when, on, day) -> Q:
    if when in ENDING:
        return Q(**{f"{day}__range": (on, on + timedelta(days=ENDING[when]))})
    if when in ("late", "overdue"):
        return Q(**{f"{day}__lt": on})
    return Q(**{day: on}) if when == "today" else Q(**{f"{day}__range": (on, on + timedelta(days=6))})


def entries(rows, lenses) -> Counter:
    """Where these rows are counted, each place with how often."""
    return Counter(found for row in rows for lens in lenses if (found := lens.entry(row)) is not None)


OURS, OPEN = ("reviewer",), ("open",)
LENSES = (
    Lens("mine", _("Mine"), "you", {"waiting_on": OURS}, mine=True),
    Lens("due", _("Mine, due today"), "you", {"waiting_on": OURS}, mine=True, when="today"),
    Lens("decision", _("Ready for decision"), "you", {"stage": ("decision",)}),
    Lens("open", _("All open files"), "everyone", {"phase": OPEN}),
    Lens("late", _("Past their date"), "everyone", when="late"),
    Lens("new", _("New"), "everyone", {"state": ("submitted",)}),
    Lens("checking", _("To check"), "everyone", {"stage": ("check",)}),
    Lens("renewed", _("New evidence"), "everyone", {"state": ("approved",), "stage": ("check",)}),
    Lens("therapist", _("Waiting on therapist"), "everyone", {"stage": ("therapist",)}),
    Lens("source", _("Waiting on source"), "everyone", {"stage": ("source",)}),
    Lens("matches", _("List matches"), "everyone", {"flag": ("match",)}),
    Lens("renewals", _("Re-vetting started"), "everyone", {"kind": ("renewal",), "phase": OPEN}),
    Lens("overdue", _("Re-vetting past due"), "everyone", {"phase": OPEN}, when="overdue"),
    Lens("drafts", _("Drafts"), "everyone", {"state": ("draft",)}),
    Lens("ending30", _("Evidence ends in 30 days"), "network", when="ends30", order="ending"),
    Lens("ending90", _("Evidence ends in 90 days"), "network", when="ends90", order="ending"),
    Lens("decided", _("Decided"), "network", {"phase": ("decided",)}, order="recent"),
    Lens("closed", _("Withdrawn or lapsed"), "network", {"phase": ("closed",)}, order="recent"),
    Lens("all", _("All files"), "network", order="recent"),
)
WITH = Lens("with", "", "", mine=True)  # who has how many: counted for everyone, shown where files are filtered by person
GROUPS = {
    "you": _("For you"), "own": _("Kept by you"), "everyone": _("Everyone"), "shared": _("Shared"), "network": _("Done and kept"),
}
BY_KEY = {lens.key: lens for lens in LENSES}
COUNTED = (*LENSES, WITH)


def saved_lens(view) -> Lens:
    """A view somebody keeps, as a lens."""
    base = BY_KEY.get(view.base, BY_KEY["open"])
    return replace(base.narrowed(**view.filters), key=view.key, label=view.name, group="shared" if view.shared else "own")
