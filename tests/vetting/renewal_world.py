"""Harbor over the years, on days written out: a therapist approved on 31 March 2027, whose next vetting is due on 31 March 2030."""

from datetime import UTC, date, datetime

from licensure.demo import exclusions
from network import clock
from network.dates import ONE_DAY, Day
from network.facts.standing import rows_of
from network.models import Message, Participation
from network.standing import Need, Use
from tests import world as worlds
from vetting import nightly
from vetting.demo.files import File
from vetting.models import Application, Policy
from vetting.workflow import applying, policies

DECIDED, DUE, LATE_UNTIL, TOO_LATE = date(2027, 3, 31), date(2030, 3, 31), date(2030, 4, 30), date(2030, 5, 1)
OPENED = date(2029, 12, 1)  # 120 days before
SIGNED = date(2030, 3, 30)
NIGHTS = (nightly.lapse, nightly.end_overdue, nightly.open_renewals, nightly.remind_renewals)


def noon(day: date) -> datetime:
    """Noon of a day where Harbor is."""
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


class Years:
    """Harbor and one therapist in good standing since 31 March 2027; `clocks` are what its policy gives otherwise."""

    def __init__(self, **clocks):
        clock.move_to(noon(DECIDED - ONE_DAY))
        self.world = worlds.build("harbor")
        self.harbor = self.world.harbor
        if clocks:
            self.agree(DECIDED, **clocks)
        clock.move_to(noon(DECIDED))
        self.world.at = noon(DECIDED)
        self.who = worlds.therapist(
            self.world, "Wren Halloway", license_expires=date(2035, 11, 30), insurance_first=date(2027, 1, 1),
            insurance_last=date(2034, 12, 31),
        )
        self.first = worlds.active(self.world, self.harbor, self.who)
        self.crew = self.world.crew(self.harbor)

    def agree(self, day, **clocks):
        """Another version with these days, from `day` on; agreed on by two people the day before."""
        last, at = Policy.objects.within(self.harbor).approved().last(), noon(day - ONE_DAY)
        row = policies.draft_from(last, effective_from=day, actor=self.world.maya, at=at)
        policies.set_clocks(row, clocks, actor=self.world.maya, at=at)
        policies.send_for_approval(row, actor=self.world.maya, at=at)
        policies.approve(row, actor=self.world.ines, at=at)

    def night(self, day, *acts):
        """The nightly work about re-vetting on one day: what each piece did, in order."""
        clock.move_to(noon(day))
        return [act(on=day, at=noon(day)) for act in acts or NIGHTS]

    def newest(self, kind="renewal") -> Application:
        """Her newest file of a kind."""
        return Application.objects.within(self.harbor).filter(kind=kind).select_related("participation").order_by("pk").last()

    def file(self, kind="renewal"):
        """The acts on it."""
        return File(self.who, self.crew, self.newest(kind))

    def sign(self, day, kind="renewal"):
        """She says what has changed, and signs."""
        clock.move_to(noon(day))
        file, at = self.file(kind), noon(day)
        applying.read_rights(file.application, actor=self.who.herself, at=at)
        if kind == "renewal":
            file.confirm(at)
        file.agree(at)
        file.sign(at)
        return file

    def review(self, day, kind="renewal"):
        """Signed, checked, handed over for decision, all on one day."""
        exclusions.publish(at=noon(day))
        file, at = self.sign(day, kind), noon(day)
        file.begin(at)
        file.verify(at)
        file.refer(at)
        return file

    def mails(self, template) -> list[Message]:
        """Her mails of one kind, in order."""
        return list(Message.objects.everywhere(reason="a test looks").filter(template=template).order_by("pk"))

    def standing(self, day, use) -> tuple[str, ...]:
        """Why she is not clear for counseling by video in Illinois on a day; empty when she is."""
        need = Need("counseling", "US-IL", "US-IL", "video", Use(use))
        row = Participation.objects.within(self.harbor).get(pk=self.first.participation_id)
        return rows_of(row).known().clear(need, Day(day)).codes
