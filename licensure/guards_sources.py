"""The guard of a verification's source: it is one the element allows. `facts.allowed` looks, `workflow.verifications` hands it in."""

from django.utils.translation import gettext_lazy as _

from network.transitions import Refusal

WHY = {
    "other": _("The source named is another register, which does not answer for this."),
    "directory": _("A search, a directory or a profile is no source: whoever stands there wrote it."),
    "site": _("The address named is not the register’s own."),
}


def source_is_allowed(verification, *, actor, at, source_faults=(), **inputs):
    """A license, a registration or an NPI is verified at whoever keeps it: no other register, directory, own word or own paper.

    `source_faults` are what `facts.allowed.source_faults` found; each is told with where to look instead.
    """
    for fault in source_faults:
        cure = _cure(fault.names)
        if fault.code == "own_word":
            yield Refusal("own_word", _("The therapist is named as the source of what the therapist says."), cure)
        elif fault.code == "own_paper":
            yield Refusal("own_paper", _("What is kept as the source’s answer is a file the therapist sent."), cure)
        else:
            yield Refusal("source_not_allowed", WHY[fault.code], cure)


def _cure(names):
    if not names:
        return _("Name the register that answers, and keep its page.")
    return _("Look it up there and keep that page: %(names)s.") % {"names": "; ".join(names)}
