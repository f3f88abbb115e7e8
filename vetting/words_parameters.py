"""The numbered parameters in words: what each is called, where it lives, and what a missing one waits for."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vetting import words, words_clocks, words_governance
from vetting.parameters import Kind, Numbered, Place

NAMES = {
    1: gettext_lazy("Accepted professions and practice levels"),
    2: gettext_lazy("Practice under supervision"),
    3: gettext_lazy("Accepted places"),
    4: gettext_lazy("Accepted voluntary registers"),
    5: gettext_lazy("Years since the license"),
    6: gettext_lazy("Years since the degree"),
    7: gettext_lazy("Years of EAP work, or a course instead"),
    8: gettext_lazy("Clinical hours"),
    9: gettext_lazy("Degree level"),
    10: gettext_lazy("Accreditation of the degree program"),
    11: gettext_lazy("Certificate such as CEAP, required or noted"),
    12: gettext_lazy("Certificates for services"),
    13: gettext_lazy("Languages"),
    14: gettext_lazy("What the office must have"),
    15: gettext_lazy("Whether working by video only is accepted"),
    16: gettext_lazy("Right to work"),
    17: gettext_lazy("Panel open or closed, by place and profession"),
    18: gettext_lazy("Cooling-off after a denial"),
    19: gettext_lazy("No conflict of interest"),
    20: gettext_lazy("Papers needed by profession and place"),
    21: gettext_lazy("What is verified at its source, and how"),
    22: gettext_lazy("References: how many, how old, by whom"),
    23: gettext_lazy("Years of work history, and gaps in it"),
    24: gettext_lazy("Years looked back for malpractice"),
    25: gettext_lazy("How an identity is checked"),
    26: gettext_lazy("Background check: kind and age"),
    27: gettext_lazy("Hours of continuing education"),
    28: gettext_lazy("Hours of supervision"),
    29: gettext_lazy("Photo"),
    30: gettext_lazy("Immunization and other papers"),
    31: gettext_lazy("Translation and legalization"),
    32: gettext_lazy("Least insurance per claim and per year"),
    33: gettext_lazy("Form of the insurance, and tail"),
    34: gettext_lazy("In whose name the insurance is"),
    35: gettext_lazy("Proof of renewal before the insurance ends"),
    36: gettext_lazy("Days of grace of the insurance"),
    37: gettext_lazy("Cyber and general liability"),
    38: gettext_lazy("Days a verification holds, per element"),
    39: gettext_lazy("Days the signed statement holds"),
    40: gettext_lazy("Months until the next vetting"),
    41: gettext_lazy("Provisional approval"),
    42: gettext_lazy("How often exclusion lists are checked"),
    43: gettext_lazy("How often licenses are looked up"),
    44: gettext_lazy("Which lists are checked"),
    45: gettext_lazy("How old a list may be when it is used"),
    46: gettext_lazy("Reminders before evidence ends"),
    47: gettext_lazy("Days to answer, reminders, and closing"),
    48: gettext_lazy("How long an application may wait"),
    49: gettext_lazy("Our days in each state"),
    50: gettext_lazy("Days to appeal"),
    51: gettext_lazy("Notice periods"),
    52: gettext_lazy("Days until the letter of a decision"),
    53: gettext_lazy("Days a late re-vetting is still accepted"),
    54: gettext_lazy("Months of leave"),
    55: gettext_lazy("Looking up lifelong registrations again"),
    56: gettext_lazy("Malpractice claims: number, amount, open"),
    57: gettext_lazy("Board actions looked back for"),
    58: gettext_lazy("Criminal history: who decides"),
    59: gettext_lazy("Answers to disclosure questions: who decides what"),
    60: gettext_lazy("What was left out: who decides"),
    61: gettext_lazy("Unexplained gaps: who decides"),
    62: gettext_lazy("Lowest rating by a reference"),
    63: gettext_lazy("Restricted license: who decides"),
    64: gettext_lazy("From which likeness a list match is judged"),
    65: gettext_lazy("Points of the score"),
    66: gettext_lazy("Bands of the score"),
    67: gettext_lazy("What no score makes up for"),
    68: gettext_lazy("Exceptions for need, with an end"),
    69: gettext_lazy("Who signs off clean files, and how many at once"),
    70: gettext_lazy("Which steps two people take"),
    71: gettext_lazy("Quorum, votes, recusal, chair"),
    72: gettext_lazy("How often the committee meets"),
    73: gettext_lazy("Who may waive"),
    74: gettext_lazy("Packets without names"),
    75: gettext_lazy("Samples for audits"),
    76: gettext_lazy("How long records are kept"),
    77: gettext_lazy("Who reads peer review"),
    78: gettext_lazy("Questions the law switches off"),
    79: gettext_lazy("Delegation"),
}
LACKING: dict[str, str] = {}  # what a missing number waits for, by its code; none is missing
ROW_FIELDS = {
    "severity": gettext_lazy("When it is not met"), "reviewer": gettext_lazy("Who reviews it"),
    "waivable_by": gettext_lazy("Who may waive it"),
}


def name(number: int) -> str:
    """What a number is called."""
    return str(NAMES[number])


def place(where: Place) -> str:
    """Where a parameter is set, as somebody finds it in the policy."""
    if where.kind is Kind.CLOCK:
        return words_clocks.label(where.key)
    if where.kind is Kind.POLICY:
        if where.key == "governance":
            return str(words_governance.GROUPS[where.field])
        return _("Vetting lasts") if where.key == "revetting_months" else _("The committee")
    field = ROW_FIELDS[where.field] if where.kind is Kind.ROW else words.source_value_label(where.field)
    return _("%(rule)s: %(field)s") % {"rule": words.title(where.key), "field": field}


def lacking(each: Numbered) -> str:
    """What a missing number waits for; "" for one that is there."""
    return str(LACKING[each.lacking]) if each.missing else ""
