"""The words for what is known of jurisdictions: fields, professions, how sure. Codes come from `licensure.coverage`."""

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from licensure.coverage import Statement, Sure
from licensure.expressions import from_letters
from licensure.models import LicenseType, PracticeLevel, Register, RegisterKind, RenewalKind
from licensure.packs import packs
from licensure.words import LEVELS
from licensure.words_needed import needed
from licensure.words_numbers import number_words
from network.formats import day, plainly

SURE = {
    Sure.SOURCED: _("Sourced"),
    Sure.READ: _("Read in a copy"),
    Sure.GENERAL: _("Unconfirmed"),
    Sure.UNKNOWN: _("Unknown"),
}
FIELDS = {
    "title": _("Title"),
    "level": _("Practice level"),
    "renewal": _("Renewal"),
    "pattern": _("Usual number"),
    "register": _("Register"),
    "zone": _("Time zone"),
    "channel": _("Ways to verify"),
    "requirement": _("What a service needs"),
}
PROFESSIONS = {
    "addiction_counselor": _("Addiction counselor"),
    "counselor": _("Counselor"),
    "lawyer": _("Lawyer"),
    "marriage_family_therapist": _("Marriage and family therapist"),
    "nurse_specialist": _("Nurse specialist"),
    "psychiatrist": _("Psychiatrist"),
    "psychologist": _("Psychologist"),
    "psychotherapist": _("Psychotherapist"),
    "remedial_educationalist": _("Remedial educationalist"),
    "social_worker": _("Social worker"),
}
COLUMNS = {  # fields without a row of their own
    "zone": FIELDS["zone"],
    "enacted_on": _("Enacted on"),
    "operational_on": _("Operational on"),
    "issuing": _("Issues"),
    "statutory": _("A statutory license exists"),
    "expression": FIELDS["requirement"],
}
CHOICES = {"level": PracticeLevel.choices, "renewal": RenewalKind.choices, ("register", "kind"): RegisterKind.choices}
CHANNELS = {
    "file": _("a file"),
    "letter": _("a letter"),
    "soap": _("the register's web service"),
    "source_document": _("the original document"),
    "web_lookup": _("the register's page"),
}


def column_words(kind: str, field: str) -> str:
    """What a field that can be corrected is called."""
    if field in COLUMNS:
        return str(COLUMNS[field])
    model = Register if kind == "register" else LicenseType
    return capfirst(str(model._meta.get_field(field).verbose_name))


def corrected_words(kind: str, field: str, value) -> str:
    """A plain value, as a correction keeps it, in the words its form offers; a requirement in the letters it is written in."""
    if isinstance(value, list) and value:
        return ", ".join(str(CHANNELS.get(each, each)) if field == "channels" else each for each in value)
    return plainly(value, CHOICES.get((kind, field)) or CHOICES.get(field) or ())


def value_words(field: str, statement: Statement) -> str:
    """What is said, as a reader reads it; empty when nothing is said."""
    if not statement.value:
        return ""
    if field == "title":
        return _title(statement)
    if field == "level":
        return str(LEVELS[statement.value])
    if field == "renewal":
        return _renewal(*statement.value.partition(" ")[::2])
    if field == "requirement":
        return needed(from_letters(statement.value))
    if field == "pattern":
        return _number(statement)
    if field == "channel":
        return ", ".join(str(CHANNELS.get(word, word)) for word in statement.value.split())
    return statement.value


def _renewal(kind: str, months: str) -> str:
    label = str(RenewalKind(kind).label)
    if not months:
        return label
    return ngettext("%(how)s (%(count)s month)", "%(how)s (%(count)s months)", int(months)) % {"how": label, "count": months}


def _number(statement) -> str:
    """The usual number, and whether its last digit checks the others."""
    said, kind = number_words(statement.value), packs().types.get(statement.subject)
    return gettext("%(number)s, the last a check digit") % {"number": said} if kind and kind.check else said


def _title(statement) -> str:
    """A title with the days on which it began or ceased to be issued, and what replaced it."""
    said = [statement.value]
    if statement.first:
        said.append(gettext("issued from %(day)s") % {"day": day(statement.first)})
    if statement.last:
        said.append(gettext("issued through %(day)s") % {"day": day(statement.last)})
    if statement.successor:
        said.append(gettext("replaced by %(title)s") % {"title": statement.successor})
    return ", ".join(said)
