"""The guard of a verification's source: it is one the element allows. `facts.allowed` looks, `workflow.verifications` hands it in."""

from django.utils.translation import gettext_lazy as _

from network.transitions import Refusal

WHY = {
    "other": _("The source named is another register, which does not answer for this."),
    "directory": _("A search, a directory or a profile is no source: whoever stands there wrote it."),
    "site": _("The address named is not the register’s own."),
    "unknown": _("The source named is none of those that may answer this."),
    "nobody": _("Nobody knows who may answer this."),
}
LOOKED_UP = ("license", "register", "npi", "supervision")  # a register keeps it; of these her own paper is no answer


def source_is_allowed(verification, *, actor, at, source_faults=(), **inputs):
    """Every element is verified at whoever may answer for it: no other register, directory, unknown name, own word or own paper.

    `source_faults` are what `facts.allowed.source_faults` found; each is told with where to look instead.
    """
    for fault in source_faults:
        cure = _cure(fault.names, verification.element)
        if fault.code == "own_word":
            yield Refusal("own_word", _("The therapist is named as the source of what the therapist says."), cure)
        elif fault.code == "own_paper":
            yield Refusal("own_paper", _("What is kept as the source’s answer is a file the therapist sent."), cure)
        else:
            yield Refusal("source_not_allowed", WHY[fault.code], cure)


def _cure(names, element):
    if not names:
        return _("Ask the therapist to complete the entry, or correct what is known of the jurisdiction: then its source is known.")
    looked = _("Look it up there and keep that page: %(names)s.")
    asked = looked if element in LOOKED_UP else _("Ask one of these and keep the answer: %(names)s.")
    return asked % {"names": "; ".join(names)}
