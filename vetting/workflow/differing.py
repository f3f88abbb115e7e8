"""When a source says otherwise than she does: the check says so, and she is told what, with the right to correct it."""

from django.db import transaction
from django.utils import translation

from licensure.compared import differences
from licensure.workflow import verifications
from vetting import words_differs
from vetting.models import InformationRequest
from vetting.queries.reading import is_peer_review
from vetting.workflow.checking import request_information
from vetting.workflow.correspondence import language_for


def report(application, check, *, comment="", actor, at) -> InformationRequest | None:
    """Record that the source differs, and ask her about exactly that; returns what was asked.

    `comment` is a person's own word and goes to her as it is written; without one the differences speak. A protected source is
    neither named nor repeated (domain 1.1 b, L6). A file that is not open any more (a cover renewed after the decision) asks
    nothing here: then None. Raises Refused.
    """
    found, currency = differences(check), getattr(check.evidence, "currency", "")
    said = comment.strip() or "; ".join(words_differs.sentence(each, currency) for each in found)
    with transaction.atomic():
        verifications.flag(check, comment=said, actor=actor, at=at)
        if not application.is_open:
            return None
        with translation.override(language_for(application)):
            message = _notice(check, found, comment, currency)
        return request_information(
            application, message=message, element=check.element, item=check.item, differs=check.pk, actor=actor, at=at
        )


def _notice(check, found, comment, currency) -> str:
    if is_peer_review(check):
        return words_differs.notice((), source=words_differs.protected(), comment=comment)
    return words_differs.notice(found, source=check.source, comment=comment, currency=currency)
