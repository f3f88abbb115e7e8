"""The world tests stand in: three organizations with staff for every role, and files in any state, made by calling workflow.

    from tests.world import build, therapist, draft, submitted, checking, checked, in_review, approved, active, denied

    world = build()                        # or build("harbor"): only these; papers=True draws real documents (slow)
    world.harbor, world.summit, world.noorderlicht          organizations (US basic, US strict, NL in Dutch)
    world.at                               the instant everything happens at unless `at=` says otherwise (the kernel's now)
    world.day(organization, ago=0)         the organization's day so many days back (negative: ahead)
    world.maya, world.tom, world.ines …    actors of staff by key, see network/demo/cast.py
    world.crew(organization)               .manager .verifier .director .second (another director) .committee
    world.user(actor)                      the account to sign in with; world.outsider(organization): one that works nowhere
    who = therapist(world, "Wren Halloway", title="US-IL:lcsw", former="Halloway-Pike", per_claim=50_000_000, …)
                                           a complete profile: license, insurance with paper, degree, training, references,
                                           work history; wishes are the fields of licensure.demo.ordinary.Wish. `who` has
                                           .practitioner .herself (actor) .human
    application = in_review(world, world.harbor, who)        also draft, submitted, checking, checked, approved, active, denied
    file = world.file(application)         vetting.demo.files.File: the acts on it, such as file.verify(at), file.ask(at, "…")

Faults of a file (keywords of draft … active; the rest are wishes for a therapist made on the way):
    yes={"license_action": "A reprimand in 2019."}    disclosure questions answered yes
    leave_out=("malpractice_claims",)                 questions not answered
    places=("US-IL",), services=("counseling",)
    evidence_on=date                                   the source's own day of every check (default: the day of `at`)
    but=("insurance",)                                 elements left unchecked (then `checked` is as far as it goes)
    listed=True                                        her name, birth date and NPI stand on the exclusion list

A file of tests that all stand in one world builds it once: `_world, world = shared(lambda: build("harbor"))`, see tests/shared.py.

Each state is reached on the same builders the demo uses; nothing is written around the workflow.
"""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from licensure.demo import exclusions
from licensure.demo.ordinary import Wish, npi_of, ordinary, profession_of
from licensure.workflow.screening import versions_in_use
from network import clock
from network.demo import cast
from network.demo.people import Human
from network.models import Organization, Practitioner, User
from network.worker import drain
from tests import loaded
from vetting.demo import rulebooks
from vetting.demo.files import Crew, File, Therapist, arrive, crew_of
from vetting.models import Application

GIVEN = ("Basil", "Tilda", "Rafa", "Otis", "Juniper", "Ida", "Cosmo", "Linden", "Saffron", "Merle", "Hazel", "Ansel")
FAMILY = (
    "Thornquist", "Marshlight", "Solmare", "Fernsby", "Valebrook", "Lanternberg", "Applegarth", "Oakhollow",
    "Reedmace", "Wrenfield", "Copperwood",
)
TITLES = {"harbor": "US-IL:lcsw", "summit": "US-IL:lcsw", "noorderlicht": "NL:gz-psycholoog"}
FILE_FAULTS = ("yes", "leave_out", "places", "services", "evidence_on", "but", "listed")


class World:
    """Organizations, actors and files of one test."""

    def __init__(self, at, papers):
        self.at, self.papers = at, papers
        self.organizations: dict[str, Organization] = {}
        self.actors: dict = {}
        self.files: dict[str, File] = {}
        self.seats = 0

    def __getattr__(self, name):
        for table in ("organizations", "actors"):
            if name in self.__dict__.get(table, {}):
                return self.__dict__[table][name]
        raise AttributeError(name)

    def day(self, organization, ago: int = 0) -> date:
        """The organization's day so many days back."""
        return self.at.astimezone(ZoneInfo(organization.zone)).date() - timedelta(days=ago)

    def crew(self, organization) -> Crew:
        """Its people by what they do."""
        return crew_of(organization, self.actors)

    def user(self, actor) -> User:
        """The account of an actor."""
        return User.objects.get(pk=actor.user_id)

    def outsider(self, organization) -> User:
        """An account that works for nobody."""
        return cast.outsiders()[organization.slug]

    def file(self, application) -> File:
        """The acts on a file made here."""
        return self.files[application.reference]

    def herself(self, application):
        """The actor whose application it is."""
        return self.file(application).who.herself


def build(*slugs, at=None, papers=False, committee=None) -> World:
    """Organizations with packs, the invented exclusion list, staff of every role and an approved policy each.

    `committee={"meetings": True}` switches committee meetings on.
    """
    world = World(at or clock.now(), papers)
    chosen = [fields for fields in cast.ORGANIZATIONS if not slugs or fields["slug"] in slugs]
    loaded.packs()
    exclusions.publish(at=world.at)
    world.organizations = {
        fields["slug"]: cast.create_organization(actor=cast.CURTAIN, at=world.at, **fields) for fields in chosen
    }
    world.actors = cast.hire(world.organizations, at=world.at)
    for organization in world.organizations.values():
        rulebooks.first_policy(
            organization, world.crew(organization), effective_from=world.day(organization), at=world.at, committee=committee
        )
    return world


def therapist(
    world, name="", *, organization=None, at=None, prefix="", former="", born=None, npi=None, email="",
    phone="+1 555 0100", listed=False, **wishes,
) -> Therapist:
    """Somebody with an account and a complete profile, ordinary but for the wishes."""
    world.seats += 1
    slug = organization.slug if organization else "harbor"
    given, _, family = (name or _somebody(world.seats)).partition(" ")
    wish = Wish(**{"title": TITLES[slug], **wishes})
    american = not wish.title.startswith("NL:")
    born = born or date(1960 + world.seats * 7 % 36, 1 + world.seats * 5 % 12, 1 + world.seats * 11 % 28)
    human = Human(
        given, family, born, prefix=prefix, former=former, profession=profession_of(wish.title),
        npi=npi if npi is not None else npi_of(world.seats) if american else "", phone=phone,
        email=email or f"{given}.{family}.{world.seats}@mail.example".lower().replace(" ", "-"),
        language="en" if american else "nl",
    )
    at = at or world.at
    profile = ordinary(world.seats, world.day(organization or next(iter(world.organizations.values()))), wish)
    if listed:
        put_on_list(human, at=at)
    return arrive(human, profile, at=at, papers=world.papers)


def _somebody(number) -> str:
    return f"{GIVEN[number % len(GIVEN)]} {FAMILY[number % len(FAMILY)]}"


def put_on_list(human: Human, *, at):
    """Publish the exclusion list anew, now with a row that has her name, birth date and NPI."""
    version = versions_in_use([exclusions.KEY])[0]
    rows = [entry.raw for entry in version.entries.order_by("pk")]
    known = len(exclusions.NOBODY_HERE)
    mine = exclusions.entry(human.former or human.family_name, human.given_name, born=human.born, npi=human.npi)
    return exclusions.publish(*rows[known:], mine, at=at)


def open_file(world, organization, who, faults) -> File:
    """Her file as a draft, every section filled in."""
    at = faults["at"]
    file = File(who, world.crew(organization)).open(
        at, places=faults.get("places") or [_place(organization)], services=faults.get("services", ("counseling",))
    )
    file.agree(at)
    file.answer(at, faults.get("yes"), faults.get("leave_out", ()))
    world.files[file.application.reference] = file
    return file


def _place(organization):
    return TITLES[organization.slug].partition(":")[0]


def draft(world, organization, who=None, *, at=None, **faults) -> Application:
    """Begun, agreed to sharing, every section filled in; not signed."""
    at = at or world.at
    mine = {name: faults.pop(name) for name in FILE_FAULTS if name in faults and name != "listed"}
    listed = faults.pop("listed", False)
    if who is None:
        who = therapist(world, organization=organization, at=at, listed=listed, **faults)
    elif isinstance(who, Practitioner):
        raise TypeError("Give the Therapist that therapist() returned.")
    elif faults:
        raise TypeError(f"These wishes come too late for somebody who is there: {', '.join(faults)}")
    return open_file(world, organization, who, {**mine, "at": at}).application


def submitted(world, organization, who=None, *, at=None, **faults) -> Application:
    """Signed and handed in."""
    application = draft(world, organization, who, at=at, **faults)
    world.file(application).sign(at or world.at)
    return application


def checking(world, organization, who=None, *, at=None, **faults) -> Application:
    """Taken on by the verifier: checks are open, lists were searched."""
    application = submitted(world, organization, who, at=at, **faults)
    world.file(application).begin(at or world.at)
    return application


def checked(world, organization, who=None, *, at=None, evidence_on=None, but=(), **faults) -> Application:
    """Every check verified by the verifier (those of the elements in `but` left open)."""
    application = checking(world, organization, who, at=at, **faults)
    world.file(application).verify(at or world.at, but=but, on=evidence_on)
    return application


def in_review(world, organization, who=None, *, at=None, **faults) -> Application:
    """Referred to whoever must decide."""
    application = checked(world, organization, who, at=at, **faults)
    world.file(application).refer(at or world.at)
    return application


def approved(world, organization, who=None, *, at=None, **faults) -> Application:
    """Approved by a director; she has not accepted the terms."""
    application = in_review(world, organization, who, at=at, **faults)
    world.file(application).approve(at or world.at)
    return application


def active(world, organization, who=None, *, at=None, **faults) -> Application:
    """Approved, and both sets of terms accepted: in good standing."""
    application = approved(world, organization, who, at=at, **faults)
    world.file(application).accept(at or world.at)
    return application


def denied(world, organization, who=None, *, at=None, **faults) -> Application:
    """Denied by a director: her insurance is too small (unless other faults are given)."""
    if who is None:
        faults.setdefault("aggregate", 100_000_000)
    application = in_review(world, organization, who, at=at, **faults)
    world.file(application).deny(at or world.at, "The policy asks for more insurance.")
    return application


def taken_up(world, organization, who) -> File:
    """The acts on the newest application she made herself, in a browser."""
    application = Application.objects.within(organization).filter(practitioner=who.practitioner).order_by("pk").last()
    file = File(who, world.crew(organization), application)
    world.files[application.reference] = file
    return file


def work() -> None:
    """Let a worker run every job that waits: letters are written, mails kept."""
    drain()
