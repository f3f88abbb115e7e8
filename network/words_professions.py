"""The words for what therapists are by profession."""

from django.utils.translation import gettext_lazy as _

PROFESSIONS = {
    "psychologist": _("Psychologist"), "counselor": _("Counselor"), "social_worker": _("Social worker"),
    "marriage_family_therapist": _("Marriage and family therapist"), "psychotherapist": _("Psychotherapist"),
    "psychiatrist": _("Psychiatrist"), "nurse_specialist": _("Nurse specialist"),
    "remedial_educationalist": _("Remedial educationalist"), "addiction_counselor": _("Addiction counselor"),
    "lawyer": _("Lawyer"), "financial_adviser": _("Financial adviser"),
}
