"""Who may have an interest in a file, and what each reader may say of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.access import Action, can
from network.formats import listed
from network.parts import Tag
from network.queries.people import same_persons
from network.transitions import refusals
from vetting import words_committee


@dataclass(frozen=True, slots=True)
class Connection:
    """Somebody who decides and may have an interest: what is shared, and what she or the chair may say."""

    number: int
    name: str
    tag: Tag
    text: str
    may_recuse: bool
    may_dismiss: bool


@dataclass(frozen=True, slots=True)
class TakingPart:
    """What `vetting/agenda_interests.html` shows on the page of a decision."""

    connections: tuple[Connection, ...]
    may_declare: bool

    @property
    def interested(self) -> bool:
        """Whether interests are spoken of."""
        return bool(self.connections) or self.may_declare


def taking_part(application, *, committee, actor, at) -> TakingPart:
    """The interests in a file, as somebody reads them who decides it outside a meeting."""
    rows = list(application.conflicts.select_related("person", "settled_by").order_by("pk"))
    mine = {row.state for row in rows if actor.person_id and row.person_id in same_persons(actor.person_id)}
    may = application.is_open and can(actor, Action.DECIDE, application) and not mine & {"proposed", "recused"}
    return TakingPart(tuple(connection(row, committee, actor, at) for row in rows), may)


def connection(row, committee, actor, at) -> Connection:
    """One of them: the kind of what is shared in words, never what it is."""
    kinds = listed(words_committee.interests(row.kinds))
    said = _("%(kinds)s. “%(reason)s” %(name)s") % {"kinds": kinds, "reason": row.reason, "name": row.settled_by.full_name} \
        if row.reason and row.settled_by_id else kinds
    ask = {"actor": actor, "at": at, "committee": committee, "reason": "given"}
    tag = Tag({"proposed": "ours", "recused": "held", "dismissed": "done"}[row.state], str(row.get_state_display()))
    return Connection(
        row.pk, row.person.full_name, tag, said[:1].upper() + said[1:],
        may_recuse=not refusals(row, "recuse", **ask), may_dismiss=not refusals(row, "dismiss", **ask),
    )


def in_common_told(kinds) -> str:
    """What the reader and the therapist share, where nothing is refused for it; empty for nothing."""
    if not kinds:
        return ""
    shared = listed(words_committee.interests(kinds))
    return _("You and the therapist have something in common: %(kinds)s. If it touches you, leave it to somebody else.") % {"kinds": shared}
