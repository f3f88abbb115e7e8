"""The facts of many files of one organization at once: read in a fixed number of queries, built by the code that builds one.

`collect` asks a reader for what is on file; this reader has read it for all of them. So there is one meaning, read in two ways.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from licensure.facts.licenses import kind_of
from licensure.facts.screening import list_hits_of, reviewed, screenings_of
from licensure.facts.supervision import supervisor_level
from licensure.models import Credential, License, Position, Verification
from licensure.policy import known
from vetting.evidence import Facts
from vetting.facts.actions import ended_for_cause
from vetting.facts.collect import collect
from vetting.facts.concerns import concerns_of
from vetting.facts.history import history_from, verified_of
from vetting.facts.once import earlier_files, with_carried
from vetting.facts.profile import Profile
from vetting.models import Application, Attestation, DisclosureAnswer

AT_ONCE = 1_000  # files read together; queries grow by the thousand, not by the file


def collect_many(organization, files: Sequence[tuple[Application, date | None]], *, on: date, reader=None) -> list[Facts]:
    """What `collect` says of each file of this organization with the day it was decided on, in their order.

    Thirteen queries per thousand files, one more where re-vettings are among them. The applications come with their practitioner.
    `reader`: another one than `Together`.
    """
    return [each for _part, facts in in_parts(organization, files, on=on, reader=reader) for each in facts]


def in_parts(organization, files, *, on: date, reader=None) -> Iterator[tuple[list[Application], list[Facts]]]:
    """The same by the thousand, so that whoever needs few of them keeps few: the files of a part and the facts of each."""
    for start in range(0, len(files), AT_ONCE):
        part = files[start : start + AT_ONCE]
        for application, _day in part:
            application.organization = organization  # the one in hand, not read again for each
        rows = [application for application, _day in part]
        read = (reader or Together)(organization, rows)
        yield rows, [collect(application, on=on, decided_on=day, read=read) for application, day in part]


class Together:
    """What is on file of many applications of one organization, by the keys that `collect` asks with."""

    def __init__(self, organization, applications):
        people = {application.practitioner_id for application in applications}
        references = [application.reference for application in applications]
        self.packs = known(organization)
        self.licenses = _by("practitioner_id", _hers(License, people).filter(retired_at=None).select_related("jurisdiction").order_by("pk"))
        self.credentials = _by("practitioner_id", _hers(Credential, people).filter(retired_at=None).order_by("-pk"))
        self.answers = _by("practitioner_id", _hers(DisclosureAnswer, people).order_by("pk"))
        drafts = {application.practitioner_id for application in applications if not application.submitted_on}
        self.positions = _by("practitioner_id", _hers(Position, drafts))
        self.signed = _signed(applications)
        self.earlier = earlier_files(applications)
        files = [*references, *(file for some in self.earlier.values() for file in some)]
        checks = Verification.objects.within(organization).filter(file__in=files).exclude(state="superseded")
        self.rows = _by("file", checks)
        self.verified = verified_of(organization, references)
        self.denials, self.ended = _denials(organization, people), ended_for_cause(organization, people)
        self.said = concerns_of(organization, {application.participation_id for application in applications})
        self.raised, self.screenings = list_hits_of(organization, people), screenings_of(organization, people)

    def profile(self, application):
        """Her profile; the names the rules do not read are left out."""
        who = application.practitioner_id
        return Profile(
            practitioner=application.practitioner, names=(), licenses=tuple(self.licenses[who]),
            credentials=tuple(self.credentials[who]), positions=tuple(self.positions[who]), disclosures=tuple(self.answers[who]),
        )

    def checks(self, application):
        """The checks of the file; at a re-vetting with what was verified once and is not asked again."""
        earlier = [row for file in self.earlier.get(application.pk, ()) for row in self.rows[file]]
        return with_carried(self.rows[application.reference], earlier)

    def signed_at(self, application):
        """When she signed last."""
        return self.signed.get(application.pk)

    def denied_on(self, application):
        """The last denial that stands, of another file, or end for cause."""
        rows, ended = self.denials[application.practitioner_id], self.ended.get(application.practitioner_id)
        days = [row["decisions__decided_on"] for row in rows if row["pk"] != application.pk]
        return max((day for day in (*days, ended) if day), default=None)

    def hits(self, application):
        """The list hits about her."""
        return self.raised[application.practitioner_id]

    def concerns(self, application):
        """What was found to be so of what was said about her."""
        return self.said[application.participation_id]

    def lists(self, application, check):
        """The lists she was held against."""
        return reviewed(self.screenings[application.practitioner_id], check)

    def history(self, application, on):
        """Where she worked."""
        verified = self.verified.get(application.reference)
        return history_from(self.positions[application.practitioner_id], verified, application, on=on)

    def kind(self, row, organization):
        """What counts about the title of a license."""
        return kind_of(row, organization, self.packs)

    def supervisor(self, row, organization):
        """The level of a supervisor."""
        return supervisor_level(row, organization, self.packs)


def _hers(model, people):
    """What therapists own, whether they share it now or not: one file is judged on it too."""
    return model.objects.everywhere(reason="many files are judged on what one is").filter(practitioner__in=people)


def _by(name, rows) -> defaultdict:
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _signed(applications) -> dict:
    rows = Attestation.objects.everywhere(reason="many files are judged on what one is").filter(application__in=applications)
    return dict(rows.order_by("pk").values_list("application_id", "signed_at"))


def _denials(organization, people) -> defaultdict:
    rows = Application.objects.within(organization).filter(
        practitioner__in=people, state="denied", decisions__outcome="denied", decisions__decided_on__isnull=False
    )
    found = defaultdict(list)
    for row in rows.values("pk", "practitioner_id", "decisions__decided_on"):
        found[row["practitioner_id"]].append(row)
    return found
