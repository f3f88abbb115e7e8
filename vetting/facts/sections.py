"""Which sections an application has for one organization, and which of them are done."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from licensure.catalog import SUPERVISED_LEVELS
from licensure.facts.supervision import supervises
from licensure.policy import known
from vetting.criteria.papers import kinds_asked
from vetting.facts.once import KINDS
from vetting.facts.policies import elements_of, panel_thresholds, policies_of
from vetting.facts.profile import Profile, profile_of
from vetting.facts.questions import question_set_of

LABELS = {
    "profile": _("About you"),
    "history": _("Work history"),
    "licenses": _("Licenses and registrations"),
    "supervision": _("Supervision"),
    "insurance": _("Liability insurance"),
    "malpractice": _("Malpractice claims"),
    "loss-runs": _("Loss runs"),
    "education": _("Education"),
    "training": _("Training and certificates"),
    "papers": _("Other papers"),
    "references": _("References"),
    "registers": _("Voluntary registers"),
    "disclosures": _("Questions about your practice"),
    "where": _("Where and for what"),
    "sharing": _("What they will see"),
}
NEEDED_FOR = {  # section → evidence elements; a section without any is always asked
    "history": {"work_history", "eap_experience"}, "licenses": {"license", "register"}, "insurance": {"insurance"},
    "education": {"education"}, "training": {"training"}, "references": {"reference"},
    "registers": {"register"}, "malpractice": {"claims"}, "loss-runs": {"claims"},
    "supervision": {"supervision"}, "papers": {"paper"},
}
OPTIONAL = {"training", "registers", "malpractice", "loss-runs", "supervision"}


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its key, its name, whether it is done, whether she has begun, and whether what it needs is there.

    A section of a re-vetting is done once she has looked at it again; `filled` says that it could be.
    """

    key: str
    label: str
    done: bool
    begun: bool
    filled: bool = False


def sections_of(application) -> list[Section]:
    """Every section this organization asks for, in order; at a re-vetting, also one out of turn, without what was told once."""
    profile, again, known = profile_of(application.practitioner), application.kind == "renewal", application.kind in KINDS
    elements = asked_elements(application.organization)
    found = []
    for key, label in LABELS.items():
        needed = NEEDED_FOR.get(key)
        if needed is None or needed & elements:
            filled, begun = DONE[key](profile, application)
            if not (known and _told_once(key, filled)):
                seen = not again or key == "sharing" or key in application.confirmed
                found.append(Section(key, label, filled and seen, begun, filled))
    return found


def _told_once(key, filled) -> bool:
    """What a re-vetting does not ask: references never, education and history where they are on file (NCQA CR 4)."""
    return key == "references" or (filled and key in ("education", "history"))


def missing(application) -> tuple[str, ...]:
    """The names of sections still to do."""
    return tuple(str(section.label) for section in sections_of(application) if not section.done and section.key not in OPTIONAL)


def asked_elements(organization) -> set[str]:
    """The evidence elements the organization's policies ask for."""
    own = [row for policy in policies_of(organization) for row in policy.thresholds]
    return elements_of([*own, *panel_thresholds(organization)])


def _profile(profile: Profile, application):
    practitioner = application.practitioner
    return bool(practitioner.person.date_of_birth and practitioner.profession), bool(practitioner.profession)


def _rows(kind):
    return lambda profile, application: (bool(profile.of_kind(kind)), bool(profile.of_kind(kind)))


def _licenses(profile: Profile, application):
    some = bool(profile.licenses or profile.of_kind("register"))
    return some, some


def has_copy(row) -> bool:
    """Whether a paper was sent with the item that the virus scanner did not set aside."""
    return row.document is not None and not row.document.set_aside


def _insurance(profile: Profile, application):
    rows = profile.of_kind("insurance")
    whole = any(row.covers_through and row.per_claim is not None and has_copy(row) for row in rows)
    return whole, bool(rows)


def _claims(profile: Profile, application):
    """Begun as soon as she says that there are claims: none entered is then something left."""
    rows, asked = profile.of_kind("claim"), question_set_of(application.organization)
    said = any(row.answer and row.question == "malpractice_claims" for row in profile.disclosures if row.question_set == asked.key)
    return bool(rows), bool(rows) or said


def _papers(profile: Profile, application):
    """Done once each kind of paper is there that is asked of her profession in her places."""
    rows = [row for policy in policies_of(application.organization) for row in policy.thresholds]
    rows += panel_thresholds(application.organization)
    places = getattr(application, "jurisdictions", None) or ()
    wanted = kinds_asked(rows, profile.practitioner.profession, places)
    held = {row.code for row in profile.of_kind("paper")}
    return set(wanted) <= held, bool(held)


def _supervision(profile: Profile, application):
    """Begun as soon as she holds a title that is practiced under supervision: no supervisor is then something left."""
    rows = profile.of_kind("supervision")
    types = known(application.organization).types
    titles = {row.license_type for row in profile.licenses if (kind := types.get(row.license_type)) and kind.level in SUPERVISED_LEVELS}
    return bool(rows) and titles <= {supervises(row) for row in rows}, bool(rows or titles)


def _disclosures(profile: Profile, application):
    asked = question_set_of(application.organization)
    answers = {row.question: row for row in profile.disclosures if row.question_set == asked.key}
    done = all(
        question.key in answers and (answers[question.key].answer is False or answers[question.key].narrative.strip())
        for question in asked.questions
    )
    return done, bool(answers)


def _where(profile, application):
    return bool(application.jurisdictions and application.services), bool(application.jurisdictions)


def _sharing(profile, application):
    given = application.consented_at is not None and application.consent_withdrawn_at is None
    return given, given


DONE = {
    "profile": _profile, "history": lambda profile, application: (bool(profile.positions), bool(profile.positions)), "licenses": _licenses,
    "insurance": _insurance, "education": _rows("degree"), "training": _rows("training"), "papers": _papers,
    "references": _rows("reference"),
    "registers": _rows("register"), "supervision": _supervision, "malpractice": _claims, "loss-runs": _rows("loss_run"),
    "disclosures": _disclosures, "where": _where, "sharing": _sharing,
}


def lacking(practitioner, organizations) -> dict[int, tuple[str, ...]]:
    """For each organization, the sections of her profile it asks for which are not done; two queries each, six for her."""
    profile = profile_of(practitioner)
    return {organization.pk: _lacking(profile, organization) for organization in organizations}


def _lacking(profile: Profile, organization) -> tuple[str, ...]:
    elements = asked_elements(organization)
    return tuple(
        label for key, label in LABELS.items()
        if key not in OF_APPLICATION | OPTIONAL
        and (NEEDED_FOR.get(key) is None or NEEDED_FOR[key] & elements)
        and not DONE[key](profile, _Asking(organization, profile.practitioner))[0]
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """An application that does not exist yet: whose profile, for which organization."""

    organization: object
    practitioner: object


OF_APPLICATION = {"where", "sharing"}
