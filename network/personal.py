"""Which tables hold something about a therapist, column by column: one declaration for her export and for her erasure.

Every app lists its own (settings PERSONAL_DATA). A test walks all models: a text, date or mapping that can be reached from a
therapist is listed here, or named there with the reason why it says nothing of her.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from network.models import Organization, Practitioner


@dataclass(frozen=True, slots=True)
class Table:
    """Rows about a therapist. Erased, the columns `empties` say nothing any more; without any, the rows go.

    `path` leads from a row to the therapist; `find` names the rows where no path does. `hers`: she owns them, and they go
    once no organization holds her. `shows`: the columns of her export; empty for what is told there by another table.
    `becomes` says what a column says afterwards (a function of the row's key where rows must differ); `rewrite` what is left
    of a row whose columns tell of others too, from the columns `empties` to what they say then. `file` is the column by which
    the audit trail knows a file.
    """

    label: str
    path: str = ""
    empties: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    hers: bool = False
    find: Callable[[Practitioner], Q] | None = None
    becomes: tuple[tuple[str, object], ...] = ()
    rewrite: Callable[[Practitioner, dict], dict] | None = None
    file: str = ""

    @property
    def goes(self) -> bool:
        """Whether the rows themselves go."""
        return not (self.empties or self.becomes)

    @property
    def model(self):
        """The model of these rows."""
        return apps.get_model(self.label)

    def about(self, practitioner: Practitioner) -> Q:
        """Which rows are about her."""
        return self.find(practitioner) if self.find else Q(**{self.path: practitioner.pk})

    def rows(self, practitioner: Practitioner, organization: Organization | None = None):
        """Her rows: those of one organization, or of all of them and of herself."""
        return self.scoped(organization).filter(self.about(practitioner)).order_by("pk")

    def scoped(self, organization: Organization | None = None):
        """The rows of one organization, or every row."""
        manager = self.model.objects
        if not hasattr(manager, "everywhere"):
            return manager.all()
        if organization is not None:
            return manager.within(organization)
        return manager.everywhere(reason="what a therapist owns belongs to no organization")


def tables() -> Iterator[Table]:
    """Every table, in the order in which rows can go: what points at others comes first."""
    for name in settings.PERSONAL_DATA:
        yield from import_string(name)()
