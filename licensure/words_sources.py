"""The words for what a register answered, or why it did not. Codes come from `licensure.sources`, which knows no language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensure.sources.answers import Answer, Outcome

OUTCOMES = {
    Outcome.FOUND: gettext_lazy("Found."),
    Outcome.SEVERAL: gettext_lazy("Several registrations answer to this; a person chooses."),
    Outcome.NOT_FOUND: gettext_lazy("The register answered and shows nobody under this."),
    Outcome.UNAVAILABLE: gettext_lazy("The register did not answer the question. That says nothing about the therapist."),
    Outcome.UNKNOWN_STATUS: gettext_lazy("Found, with a status word nobody has mapped yet; a person says what it means."),
}
REASONS = {  # why a source is unavailable
    "timeout": gettext_lazy("It took too long to answer."),
    "unreachable": gettext_lazy("Its server could not be reached."),
    "certificate": gettext_lazy("Its server could not prove who it is."),
    "broken": gettext_lazy("It broke off before it answered."),
    "busy": gettext_lazy("It is overloaded or asks us to come back later."),
    "redirect": gettext_lazy("It sent us to another address instead of answering."),
    "http_status": gettext_lazy("It answered with an error."),
    "too_large": gettext_lazy("Its answer is larger than an answer of this register can be."),
    "truncated": gettext_lazy("Its answer ended in the middle."),
    "encoded": gettext_lazy("Its answer is packed in a way we did not ask for."),
    "empty": gettext_lazy("Its answer is empty."),
    "page": gettext_lazy("It showed a web page instead of an answer, such as a notice of maintenance."),
    "not_xml": gettext_lazy("Its answer is not XML, or not all of it."),
    "not_json": gettext_lazy("Its answer is not JSON, or not all of it."),
    "dtd": gettext_lazy("Its answer carries a document type, which is not read."),
    "fault": gettext_lazy("It reports a fault of its own."),
    "schema": gettext_lazy("Its answer is not built as the register describes it."),
    "too_old": gettext_lazy("Nobody of this number stands in the board’s file, and the file is too old to say so. Bring a newer one."),
    "before": gettext_lazy("Nobody of this number stands in the board’s file, which is older than the license. Bring a newer one."),
    "cut_off": gettext_lazy("There are more answers than it gives at once, so the right one may be missing."),
}


ABSENT = {  # what nobody found does not mean
    "current_only": gettext_lazy("It holds current licensees only: somebody revoked or expired is missing there, too."),
    "number_unproven": gettext_lazy("Nobody has proved that it can be searched by number: look the name up, too."),
}


def outcome_words(answer: Answer) -> str:
    """The outcome as a sentence; with its reason when the source was unavailable."""
    sentence = " ".join(filter(None, (str(OUTCOMES[answer.outcome]), str(ABSENT.get(answer.absent, "")))))
    return f"{sentence} {reason_words(answer.reason, answer.detail)}" if answer.outcome == Outcome.UNAVAILABLE else sentence


def reason_words(reason: str, detail: str = "") -> str:
    """Why a source was unavailable, with what was seen."""
    sentence = str(REASONS.get(reason, reason))
    return _("%(sentence)s (%(detail)s)") % {"sentence": sentence, "detail": detail} if detail else sentence
