"""What she shared with one organization on the day she signed, by her consent: a frozen copy."""

from vetting.facts.profile import profile_of
from vetting.facts.questions import question_set_of
from vetting.facts.sections import asked_elements

ASKED_FOR = {  # kind of credential → evidence element an organization asks it for
    "insurance": "insurance", "degree": "education", "training": "training", "reference": "reference", "register": "register",
    "supervision": "supervision", "certificate_of_conduct": "certificate_of_conduct", "identity": "identity",
    "claim": "claims", "loss_run": "claims", "paper": "paper",
}
CREDENTIAL = (
    "kind", "title", "code", "issuer", "number", "named_person", "issued_on", "covers_from", "covers_through", "per_claim",
    "aggregate", "currency", "quantity",
)
PAPER = (*CREDENTIAL, "detail")  # where it is from, in which language, on what it rests
LICENSE = ("jurisdiction_id", "license_type", "number", "issued_on", "expires_on")
POSITION = ("kind", "employer", "role", "first_month", "last_month", "explanation", "in_writing", "eap")


def snapshot_of(application) -> dict:
    """The consented copy of what this organization asks for, as plain values with dates in ISO form.

    What it does not ask for is not in it: neither another country's questions nor evidence no rule of its policy reads.
    """
    profile = profile_of(application.practitioner)
    elements = asked_elements(application.organization)
    questions = question_set_of(application.organization).key
    credentials = [row for row in profile.credentials if ASKED_FOR[row.kind] in elements]
    history = profile.positions if {"work_history", "eap_experience"} & elements else ()
    licenses = profile.licenses if {"license", "register"} & elements else ()
    answers = [row for row in profile.disclosures if row.question_set == questions]
    return {
        "person": _person(application.practitioner, profile, elements),
        "jurisdictions": application.jurisdictions,
        "services": application.services,
        "offers": application.offers,
        "licenses": [_row(row, *LICENSE) for row in licenses],
        "credentials": [_row(row, *(PAPER if row.kind == "paper" else CREDENTIAL)) for row in credentials],
        "positions": [position_row(row) for row in history],
        "disclosures": [_row(row, "question_set", "question", "answer", "since", "narrative") for row in answers],
    }


def position_row(row) -> dict:
    """One stretch of work history as a snapshot keeps it."""
    return _row(row, *POSITION)


def _person(practitioner, profile, elements) -> dict:
    person = practitioner.person
    return {
        "given_name": person.given_name, "prefix": person.prefix, "family_name": person.family_name,
        "date_of_birth": _iso(person.date_of_birth),
        "npi": practitioner.npi if "npi" in elements else "",
        "profession": practitioner.profession,
        "names": [str(name) for name in profile.names],
    }


def _row(row, *names) -> dict:
    values = {name: _iso(getattr(row, name)) for name in names}
    document = getattr(row, "document", None)
    return {"id": row.pk, **values, "sha256": document.sha256 if document else ""}


def _iso(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
