"""List matches as staff see them: saved views with counts, newest and likeliest first."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from licensure.models import Hit, License
from licensure.models.lists import UNSETTLED

PAGE = 50


@dataclass(frozen=True, slots=True)
class MatchView:
    """A saved view over matches, by state."""

    key: str
    label: str
    states: tuple[str, ...]


VIEWS = (
    MatchView("open", _("To judge"), UNSETTLED),
    MatchView("second", _("Waiting for a second person"), ("proposed_cleared", "proposed_confirmed")),
    MatchView("unclear", _("Cannot be told yet"), ("inconclusive",)),
    MatchView("confirmed", _("The one listed"), ("confirmed",)),
    MatchView("cleared", _("Not the one listed"), ("cleared",)),
)
BY_KEY = {view.key: view for view in VIEWS}


def hits_of(actor):
    """Every match this actor may reach, with what a list of them shows."""
    return Hit.objects.visible_to(actor).select_related(
        "practitioner__person", "entry__exclusion_list", "proposed_by", "settled_by", "screening__version", "organization"
    )


def licenses_of(hit):
    """The licenses of the therapist of a match, as far as its organization reads them, in the order she wrote them down."""
    return License.objects.within(hit.organization).filter(practitioner=hit.practitioner, retired_at=None).order_by("pk").distinct()


def matches(actor, view: MatchView, *, page=0, closed=()):
    """One page of matches, their total, and how many each view holds, without the therapists `closed` to the reader. Two queries."""
    reached = hits_of(actor).exclude(practitioner__in=closed)
    tally = dict(reached.order_by().values_list("state").annotate(Count("pk")))
    counts = {each.key: sum(tally.get(state, 0) for state in each.states) for each in VIEWS}
    rows = reached.filter(state__in=view.states).order_by("-score", "-pk")
    return list(rows[page * PAGE : (page + 1) * PAGE]), counts[view.key], counts
