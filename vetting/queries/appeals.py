"""Appeals as the pages read them: those that are open, and who may decide one."""

from dataclasses import dataclass

from network.models import Membership, Person
from network.queries.people import same_persons
from vetting.facts.interests import side_of, therapist_of
from vetting.guards_appeals import parts_in
from vetting.guards_interests import closed_in
from vetting.interests import between
from vetting.models import Appeal

ALL = (
    "organization", "participation__practitioner__person", "decision__application__organization", "decision__decided_by",
    "decision__second_by", "action__proposed_by", "action__noticed_by", "recorded_by", "settled_by",
)


@dataclass(frozen=True, slots=True)
class Sitter:
    """A colleague who decides files, whether she took part in what is appealed or takes no part, and what she and the therapist share."""

    person: Person
    title: str
    took_part: bool
    recused: bool = False
    common: tuple[str, ...] = ()


def appeals_of(organization):
    """Appeals that were asked for: those to be settled first, by their day."""
    rows = Appeal.objects.within(organization).exclude(state="open").select_related(*ALL)
    return rows.order_by("settled_on", "decide_by", "pk")


def right_to_appeal(actor, reference) -> Appeal | None:
    """The newest right to appeal of one file that this reader may see, used or not."""
    rows = Appeal.objects.visible_to(actor).filter(decision__application__reference=reference)
    return rows.select_related("organization").order_by("-pk").first()


def rights_of(actor) -> list[Appeal]:
    """Her rights to appeal what was done about her in a network, the newest first; those of files stand with the file."""
    rows = Appeal.objects.visible_to(actor).filter(action__isnull=False)
    return list(rows.select_related("organization", "action").order_by("-pk"))


def sitters(appeal: Appeal, *, on) -> list[Sitter]:
    """Everybody who decides files here on day `on`, by name; who took part or takes none stays visible and cannot be named."""
    closed, recused, hers = parts_in(appeal) | {appeal.practitioner.person_id}, closed_in(appeal), therapist_of(appeal.practitioner)
    rows = Membership.objects.within(appeal.organization).current(on).select_related("person")
    found = {}
    for row in rows:
        if {"director", "committee"} & set(row.roles):
            title = row.title or ", ".join(row.role_names)
            persons = same_persons(row.person_id)
            took_part = bool(persons & closed)
            common = () if took_part else between(side_of(persons), hers)
            found[row.person_id] = Sitter(row.person, title, took_part, bool(persons & recused), common)
    return sorted(found.values(), key=lambda sitter: sitter.person.full_name)
