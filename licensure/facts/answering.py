"""Who may answer for what no register keeps: an insurer for its policy, a school for its degree, an employer for a position.

NCQA CR 3 (domain 1.1, 1.6): education from the school or a clearing house, or from the board that verified it; claims from the
carrier or the data bank; work history from the application, a curriculum vitae or the employers; a licence board's own word on
discipline. A certificate of conduct comes from the authority that issues it or is the original itself. Who is meant by name is what
she stated: her insurer, her school, her employers, her referee.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from licensure.facts.licenses import license_type
from licensure.models import Credential, ExclusionList, License, Position
from licensure.policy import known

DATA_BANK = "National Practitioner Data Bank"
CLEARING = ("National Student Clearinghouse", "Diplomaregister DUO", "Higher Education Degree Datacheck")
AUTHORITIES = (
    "Justis", "Disclosure and Barring Service", "Disclosure Scotland", "AccessNI", "Bundesamt für Justiz", "Centraal Strafregister",
    "Federal Bureau of Investigation", "Royal Canadian Mounted Police", "Australian Criminal Intelligence Commission",
)
ORIGINAL, RESUME, APPLICATION = _("Certificate of conduct"), _("Curriculum vitae"), _("Application")
COURTS, ITSELF = _("Court register"), _("The paper itself")


@dataclass(frozen=True, slots=True)
class Allowed:
    """A source that may answer; `url` is its own page, empty when nobody knows it. `also`: its name in other languages."""

    name: str
    url: str = ""
    also: tuple[str, ...] = ()


def answering(check) -> Iterator[Allowed]:
    """Those who may answer, whoever she stated first; none for an element that is not spoken of here."""
    for name in _NAMES.get(check.element, _nobody)(check):
        if isinstance(name, str):
            name = name.strip()
            if name:
                yield Allowed(name)
        else:
            yield Allowed(str(name), also=in_every_language(name))


def in_every_language(words) -> tuple[str, ...]:
    """A kind of source as each language writes it."""
    said = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.append(str(words))
    return tuple(said)


def _nobody(check):
    return ()


def _stated(*fields):
    """What she wrote into these fields of the entry, in this order."""
    return lambda check: (getattr(check.evidence, name, "") or "" for name in fields)


def _boards(check):
    """The registers that issued the licenses she holds."""
    found = known(check.organization)
    kinds = (license_type(row, found) for row in License.objects.of(check.practitioner).filter(retired_at=None))
    registers = (found.registers.get(kind.register) for kind in kinds if kind)
    yield from (register.name for register in registers if register)


def _employers(check):
    rows = Position.objects.of(check.practitioner).filter(kind=Position.Kind.WORK).order_by("-first_month", "pk")
    return (row.employer for row in rows)


def _claims(check):
    yield from _stated("issuer")(check)
    yield DATA_BANK


def _education(check):
    yield from _stated("issuer")(check)
    yield from CLEARING
    yield from _boards(check)


def _lists(check):
    return ExclusionList.objects.order_by("name").values_list("name", flat=True)


def _history(check):
    yield from _employers(check)
    yield from (APPLICATION, RESUME)


def _conduct(check):
    rows = Credential.objects.of(check.practitioner).filter(kind="certificate_of_conduct", retired_at=None)
    yield ORIGINAL
    yield from (row.issuer for row in rows)
    yield from AUTHORITIES


def _paper(check):
    """Who issued it, or the original in somebody's hand: a photo, a signed code and a curriculum vitae have nobody else."""
    yield ITSELF
    yield from _stated("issuer")(check)


def _disclosures(check):
    yield DATA_BANK
    yield from _boards(check)
    yield COURTS


_NAMES = {
    "insurance": _stated("issuer"), "claims": _claims, "education": _education, "training": _stated("issuer", "title"),
    "reference": _stated("title", "issuer"), "exclusion_list": _lists, "work_history": _history, "eap_experience": _employers,
    "paper": _paper, "certificate_of_conduct": _conduct, "disclosures": _disclosures,
}
