"""The disclosure questions an organization may ask: a versioned set by jurisdiction, with its words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from vetting.criteria.conduct import QUESTION_SETS

VERSION = "2026-1"

WORDS = {
    "license_action": _(
        "Was a license or registration of yours ever denied, suspended, restricted, revoked, surrendered, put "
        "on probation or reprimanded, or is it under investigation?"
    ),
    "prescribing_action": _("Was your registration to prescribe ever limited, suspended or revoked?"),
    "network_termination": _(
        "Did a network, panel or employer ever end, deny or limit your participation, or did you resign "
        "during an investigation?"
    ),
    "program_exclusion": _("Were you ever excluded from or sanctioned by Medicare, Medicaid or another federal program?"),
    "criminal_conviction": _(
        "Were you ever convicted of a felony, or of a misdemeanor that involves violence, sexual conduct, "
        "fraud or controlled substances?"
    ),
    "pending_charges": _("Are criminal charges against you pending?"),
    "malpractice_claims": _("Was a malpractice claim made against you, settled or decided in the last ten years?"),
    "insurance_refused": _(
        "Did an insurer ever cancel or refuse your liability insurance, or charge you more because of claims?"
    ),
    "society_discipline": _("Did a professional society or certification body ever discipline you?"),
    "illegal_drug_use": _("Do you currently use illegal drugs?"),
    "unable_to_perform": _(
        "Is there anything that keeps you from doing this work well and safely, also with an accommodation?"
    ),
    "boundary_complaint": _("Was a complaint about sexual conduct or a crossed boundary ever made against you?"),
    "confidentiality_breach": _("Was it ever found that you broke confidentiality?"),
    "civil_judgment": _("Is there a civil judgment against you that is related to your practice?"),
    "monitored_practice": _("Do you work under supervision or monitoring that a board or court imposed?"),
    "conflict_of_interest": _("Do you have an interest that conflicts with this organization or its clients?"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its key and its words."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of one jurisdiction; `key` names set and version and is kept with every answer."""

    key: str
    questions: tuple[Question, ...]


def question_set_of(organization) -> QuestionSet:
    """The set of the organization's country; the Dutch one asks nothing about criminal history."""
    name = organization.country.lower() if organization.country.lower() in QUESTION_SETS else "us"
    return _built(name)


def question_set_named(key: str) -> QuestionSet | None:
    """The set with this key as it is asked today, or None: an earlier version is answered no more."""
    return next((row for row in map(_built, QUESTION_SETS) if row.key == key), None)


def _built(name: str) -> QuestionSet:
    return QuestionSet(f"{name}-{VERSION}", tuple(Question(code, WORDS[code]) for code in QUESTION_SETS[name]))
