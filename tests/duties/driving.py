"""How a row of docs/duties.md is driven: who does the earlier act, who brings it on, and in which guises she tries the later one."""

from contextlib import contextmanager, suppress

from django.conf import settings
from django.db import models, transaction

from network.access import Role, staff_actor
from network.models import Event, Membership, Person, PersonLink, User
from network.states import steps
from network.transitions import Refused
from tests.network import cast

ALL = [role for role in Role if role not in (Role.AUDITOR, Role.EMPLOYER_CONTACT)]
DRIVES: dict[tuple[str, str, str], list[type]] = {}


def played(folder) -> dict:
    """The settings under which rows are driven, with documents kept in a folder of their own."""
    return {
        "STAFF_SECOND_FACTOR": False, "STORAGE": {**settings.STORAGE, "kind": "local", "root": str(folder)},
        "CLAIM_CHECK": "tests.network.test_claims.knows",
    }  # fmt: skip


def drives(area, act, earlier):
    """The row this class drives. A row may have several: each is one way of doing the earlier act."""

    def declare(drive):
        DRIVES.setdefault((area, act, earlier), []).append(drive)
        return drive

    return declare


class Drive:
    """One row on rows of the database. `thing` is what both acts are done to; a subclass says how.

    `world` makes what is needed; `first` and `then` are the roles in which the two acts are done; `step` is the step of
    the thing's machine that the earlier act is, none where it makes the thing; `act_step` the one the later act is.
    """

    world = None
    first, then = Role.FINANCE, Role.FINANCE_APPROVER
    step = act_step = ""
    also = ()  # further methods that are the same later act
    meets = ()  # what a colleague's later act is refused by all the same, where the row cannot be brought further

    def __init__(self):
        self.house, self.thing, self.count = type(self).world(), None, 0
        self.organization = getattr(self.house, "organization", None) or self.house.harbor
        self.kim, self.lee = self.somebody("Kim Twofold", self.first), self.somebody("Lee Other")
        self.prepare()

    # ── What a subclass says ─────────────────────────────────────────────────

    def prepare(self):
        """What is there before."""

    def earlier(self, actor):
        """The earlier act; it sets `thing`."""
        raise NotImplementedError

    def bring(self):
        """Others bring it to where the later act would be possible."""

    def act(self, actor):
        """The later act."""
        raise NotImplementedError

    def again(self, actor):
        """The earlier act once more, after the later one."""
        self.earlier(actor)

    def back(self):
        """Others bring it back to where the earlier act is possible again; needed where the machine can."""
        raise NotImplementedError(f"The machine of {type(self.thing).__name__} leads back to {self.step}: say how.")

    def machine(self):
        """The row whose machine the earlier act is a step of."""
        return self.thing

    # ── People ───────────────────────────────────────────────────────────────

    def somebody(self, name, *roles):
        """A colleague; of every role unless they are given."""
        return cast.staff(self.organization, name, *(roles or ALL))

    def guises(self) -> dict:
        """The same natural person: never with the account, and hardly in the role, in which she acted first."""
        person = Person.objects.get(pk=self.kim.person_id)
        linked = self.somebody("Kim Again")
        PersonLink(one=person, other_id=linked.person_id, reason="One person.", proposed_by_id=self.lee.person_id).save()
        user = User.objects.create_user(f"kim.twice@{self.organization.slug}.example", person=person)
        second = staff_actor(Membership.objects.create(organization=self.organization, user=user, person=person, roles=ALL))
        return {
            "second account": second, "person who is hers": linked, "changed role": changed(second, roles=frozenset({self.then})),
            "on behalf": changed(second, on_behalf_of_id=self.lee.person_id),
        }


    def doer(self, guises):
        """Under which of her guises she does the later act, where that comes first."""
        return guises["second account"]

    def as_first(self, actor):
        """The actor in the role in which the earlier act is done."""
        return changed(actor, roles=frozenset({self.first}))


def changed(actor, **fields):
    """The actor with other fields."""
    return type(actor)(**{name: getattr(actor, name) for name in actor.__slots__} | fields)


def refused(act, *given) -> list[str]:
    """The codes it is refused with, none where it is done."""
    try:
        act(*given)
    except Refused as found:
        assert all(str(each.message) for each in found.refusals)
        return found.codes
    return []


@contextmanager
def undone(drive):
    """Whatever is done within never was."""
    kept = dict(vars(drive))
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    vars(drive).clear()
    vars(drive).update(kept)
    for row in (*vars(drive).values(), *vars(drive.house).values()):
        if isinstance(row, models.Model) and row.pk:
            with suppress(type(row).DoesNotExist):
                row.refresh_from_db()


def recorded() -> int:
    """How much is on record."""
    return Event.objects.count()


def leads_back(row, name) -> bool:
    """Whether the machine leads from the state the row is in to a step."""
    edges = steps(type(row))
    assert any(edge.name == name for edge in edges), name
    found, ends = set(), {row.state}
    while ends:
        found |= ends
        ends = {edge.target for edge in edges if edge.source in found} - found
    return any(edge.name == name and edge.source in found for edge in edges)
