"""Where one organization's stories are told: its people, its days, and the road a file usually takes."""

from dataclasses import dataclass
from datetime import date, datetime

from licensure.demo.ordinary import Wish, npi_of, ordinary, profession_of
from network.demo.dutch import in_language
from network.demo.people import Human
from network.demo.world import Stage
from vetting.demo.files import Crew, File, Therapist, arrive, crew_of

LAST = "work_history"  # a former employer answers by letter, and last
ASKED = "In which months did you work at your last practice but one? The letter of your employer does not say."
TOLD = "From the first month I wrote through the last; my contract says so."
STEPS = ("opened", "signed", "begun", "checked", "referred", "decided", "accepted")


@dataclass(frozen=True, slots=True)
class Scene:
    """One organization on the stage."""

    stage: Stage
    crew: Crew
    zone: str

    @classmethod
    def of(cls, stage: Stage, slug: str, zone: str = "") -> "Scene":
        """The organization called `slug`; a story told in two organizations counts its days in one `zone`."""
        organization = stage.organizations[slug]
        return cls(stage, crew_of(organization, stage.actors), zone or organization.zone)

    def ago(self, days: int, hour: int = 15, minute: int = 0) -> datetime:
        """That time of day (UTC) so many of its days before the curtain rose."""
        return self.stage.calendar.ago(days, hour, minute, zone=self.zone)

    def day(self, ago: int = 0) -> date:
        """Its day so many days back; negative is ahead."""
        return self.stage.calendar.day(ago, zone=self.zone)

    def newcomer(self, seat: int, name: str, at, *, more: dict | None = None, **wishes) -> Therapist:
        """Somebody with an account and an ordinary profile as of `at`, but for the wishes. `more` are fields of Human."""
        wish, more = Wish(**wishes), dict(more or {})
        given, _, family = name.partition(" ")
        american = not wish.title.startswith("NL:")
        human = Human(
            given, family, more.pop("born", date(1962 + seat * 5 % 33, 1 + seat * 7 % 12, 1 + seat * 11 % 28)),
            profession=profession_of(wish.title), npi=more.pop("npi", npi_of(seat) if american else ""),
            phone=f"+1 555 01{seat:02d}" if american else f"+31 6 0000 00{seat:02d}",
            email=more.pop("email", "") or f"{plain(name)}@{'mail' if american else 'post'}.example",
            language="en" if american else "nl", **more,
        )
        on = at.astimezone(self.stage.calendar.now.tzinfo).date()
        return arrive(human, ordinary(seat, on, wish), at=at)


def plain(name: str) -> str:
    """A name as the part of an address before the @."""
    folded = "".join(FOLD.get(sign, sign) for sign in name.lower())
    return ".".join("".join(sign for sign in word if sign.isascii() and sign.isalnum()) for word in folded.split())


FOLD = {"ë": "e", "é": "e", "è": "e", "ï": "i", "ö": "o", "ü": "u", "ç": "c", "á": "a", "ó": "o"}


def road(scene: Scene, seat: int, name: str, days, *, places=None, services=("counseling",), yes=None, more=None,
         verify=None, read=True, **wishes):
    """The usual road of a file, as far as `days` go: one number of days ago per step of STEPS. Returns the File.

    Tell it inside a story with `file = yield from road(…)`. `verify` are arguments for the checks; None as a day skips
    what people do at that step and goes on. A file that is referred waited for somebody before: see `_waited`.
    """
    steps = dict(zip(STEPS, days, strict=False))
    at = yield scene.ago(steps["opened"], 14, seat % 60)
    who = scene.newcomer(seat, name, at, more=more, **wishes)
    file = File(who, scene.crew).open(at, places=places or [_place(who)], services=services, read=read)
    waits = steps.get("checked") is not None and steps.get("referred") is not None and not verify
    for step in list(steps)[1:]:
        if steps[step] is None:
            continue
        if step == "checked" and waits:
            yield from _waited(scene, file, seat, steps)
            continue
        at = yield scene.ago(steps[step], 15 + seat % 5, seat * 7 % 60)
        ACTS[step](file, at, yes=yes, verify=verify or {})
    return file


def _waited(scene, file, seat, steps):
    """Nothing is left to check but what her former employer says, who is written to and answers on the day the file is referred.

    Of three in a row two are asked something themselves meanwhile. So each side has days, as it has with real files.
    """
    language = file.organization.language
    at = yield scene.ago(steps["checked"], 15 + seat % 5, seat * 7 % 60)
    file.verify(at, but=(LAST,))
    for check in file.checks(LAST).filter(state="required"):
        file.desk(at).ask(check, due_on=scene.day(steps["checked"] - 14))
    if seat % 3 != 2:
        file.ask(at, in_language(ASKED, language))
        at = yield scene.ago((steps["checked"] + steps["referred"]) // 2, 15 + seat % 5, seat * 7 % 60)
        file.reply(at, in_language(TOLD, language))
    at = yield scene.ago(steps["referred"], 14, seat * 7 % 60)
    file.read(at)
    file.verify(at, only=(LAST,))


def _place(who: Therapist) -> str:
    return who.scribe.licenses[0].jurisdiction_id


def _sign(file, at, *, yes, **rest):
    file.agree(at)
    file.answer(at, yes)
    file.sign(at)


ACTS = {
    "signed": _sign,
    "begun": lambda file, at, **rest: file.begin(at),
    "checked": lambda file, at, *, verify, **rest: file.verify(at, **verify),
    "referred": lambda file, at, **rest: file.refer(at),
    "decided": lambda file, at, **rest: file.approve(at),
    "accepted": lambda file, at, **rest: file.accept(at),
}
