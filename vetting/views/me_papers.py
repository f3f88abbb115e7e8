"""The paper of one entry: taken in, shown with what the coach says of it, kept through every correction of the form."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network import clock
from network.models import Document
from network.transitions import Refused
from vetting.forms.evidence import EvidenceForm
from vetting.pages.me_paper import PaperSeen, paper_seen, unusable
from vetting.views.me_found import practitioner_of
from vetting.workflow import papers


@dataclass(frozen=True, slots=True)
class Brought:
    """What a post brought along: the paper, or why it cannot be kept; and what was typed, naming the paper."""

    data: object = None
    document: Document | None = None
    refused: Refused | None = None
    name: str = ""

    @property
    def seen(self) -> PaperSeen | None:
        """What to show of it."""
        if self.refused is not None:
            return unusable(self.name, self.refused.refusals)
        return paper_seen(self.document) if self.document is not None else None


def brought(request, form_class, kind, *, on) -> Brought:
    """Take in the files of a post, or find the paper an earlier post brought. Nothing for a form without a paper."""
    if request.method != "POST":
        return Brought()
    if not issubclass(form_class, EvidenceForm):
        return Brought(request.POST)
    files, data, her = request.FILES.getlist("file"), request.POST.copy(), practitioner_of(request)
    if not files:
        return Brought(data, papers.find(her, data.get("kept", "")))
    data["kept"] = data["note"] = ""
    try:
        document = papers.receive(files, practitioner=her, kind=kind, actor=request.actor, at=clock.now(), on=on)
    except Refused as refused:
        return Brought(data, refused=refused, name=files[0].name)
    data["kept"] = str(document.reference)
    return Brought(data, document)


def judged(form, paper: Brought, *, only_looking: bool) -> bool:
    """Put at the form what stands against its paper; True when the entry may be written.

    Only looking: what is typed so far is shown and not judged yet.
    """
    if only_looking:
        form.forget_errors()
    if paper.refused is not None:
        for refusal in paper.refused.refusals:
            form.add_error("file", f"{refusal.message} {refusal.cure}")
    if paper.document is not None and paper.document.remarks and not paper.document.sent:
        form.ask_note()
        if not only_looking and not form.data.get("note", "").strip():
            form.add_error("note", _("Send a better copy, or say here why this one has to do."))
    return form.is_valid() and not only_looking
