"""What the hub of one application shows: its sections, her profile, gaps, what ended, the questions, whom she hears from."""

from dataclasses import dataclass
from datetime import date, timedelta

from vetting.facts.clocks import clocks_of
from vetting.facts.gaps import OpenGap, gap_limit, open_gaps
from vetting.facts.policies import policies_of
from vetting.facts.profile import Profile, profile_of
from vetting.facts.questions import QuestionSet, question_set_of
from vetting.facts.sections import OPTIONAL, Section, sections_of
from vetting.models import Application
from vetting.queries.mine import Ending, endings
from vetting.queries.people import contacts
from vetting.turns import ALLOWED


@dataclass(frozen=True, slots=True)
class Hub:
    """One application in the making. `days` is how long the organization has to take it on."""

    application: Application
    sections: list[Section]
    profile: Profile
    gaps: tuple[OpenGap, ...]
    endings: tuple[Ending, ...]
    questions: QuestionSet
    manager: str
    days: int = ALLOWED["submitted"]  # by the policy of the day, see `hub_of`
    optional: frozenset[str] = frozenset(OPTIONAL)

    @property
    def waiting(self) -> list[Section]:
        """Sections that keep her from signing."""
        return [section for section in self.sections if section.key not in self.optional and not self.ready(section)]

    def ready(self, section: Section) -> bool:
        """Whether nothing is left to do in a section; a gap nobody explained is something left."""
        return section.done and not (section.key == "history" and self.gaps)


def hub_of(application: Application, *, on: date, soon: timedelta = timedelta()) -> Hub:
    """Read it on the organization's day `on`; evidence that ends within `soon` of it is named."""
    profile = profile_of(application.practitioner)
    return Hub(
        application=application,
        sections=sections_of(application),
        profile=profile,
        gaps=open_gaps(profile, gap_limit(policies_of(application.organization)), on),
        endings=tuple(endings(application.practitioner, by=on + soon)),
        questions=question_set_of(application.organization),
        manager=contacts(application.organization).manager,
        days=clocks_of(application.organization, on)["begin_days"],
    )
