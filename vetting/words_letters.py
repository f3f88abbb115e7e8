"""Words of letters, formal, in the second person: what she is asked for, and what of hers ends."""

from django.utils.translation import pgettext_lazy

SECTIONS = {  # section of an application → how a letter asks for it
    "profile": pgettext_lazy("letter", "Your personal details"),
    "history": pgettext_lazy("letter", "Your work history, month by month"),
    "licenses": pgettext_lazy("letter", "Your licenses and registrations, with their numbers"),
    "supervision": pgettext_lazy("letter", "Who supervises you"),
    "insurance": pgettext_lazy("letter", "Your liability insurance, with its certificate"),
    "malpractice": pgettext_lazy("letter", "Claims made against you"),
    "loss-runs": pgettext_lazy("letter", "The loss runs of your insurers"),
    "education": pgettext_lazy("letter", "Your degree"),
    "training": pgettext_lazy("letter", "Your training and certificates"),
    "papers": pgettext_lazy("letter", "The other papers that are asked of you"),
    "references": pgettext_lazy("letter", "People who know your work"),
    "registers": pgettext_lazy("letter", "The voluntary registers you are in"),
    "disclosures": pgettext_lazy("letter", "The questions about your practice"),
    "where": pgettext_lazy("letter", "Where and for what you want to work"),
}
ENDS = {  # kind of evidence that ends (domain 6, L13)
    "authority": pgettext_lazy("letter", "Your license or registration"),
    "insurance": pgettext_lazy("letter", "Your liability insurance"),
    "certificate": pgettext_lazy("letter", "Your certificate"),
    "background": pgettext_lazy("letter", "Your certificate of conduct"),
    "attestation": pgettext_lazy("letter", "Your signed statement"),
    "supervision": pgettext_lazy("letter", "Your agreement with a supervisor"),
    "supervision_hours": pgettext_lazy("letter", "Your hours of supervision"),
    "hours": pgettext_lazy("letter", "Your hours of continuing education"),
    "register": pgettext_lazy("letter", "Your registration in a voluntary register"),
    "right_to_work": pgettext_lazy("letter", "Your right to work"),
    "paper": pgettext_lazy("letter", "A paper you showed us"),
    "evidence": pgettext_lazy("letter", "Evidence you showed us"),
}
