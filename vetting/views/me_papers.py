"""The papers of one post: taken in, shown with what the coach says of them, kept through every correction of the form."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from network import clock
from network.coach_words import weighty
from network.models import Document
from network.transitions import Refused
from vetting.facts.minimums import minimums
from vetting.facts.policies import policies_of
from vetting.forms.evidence import PaperForm, beside
from vetting.pages.me_paper import PaperSeen, paper_seen, unusable
from vetting.views.me_found import practitioner_of
from vetting.workflow import papers


@dataclass(frozen=True, slots=True)
class Brought:
    """What a post brought along for one field: the paper, or why it cannot be kept."""

    document: Document | None = None
    refused: Refused | None = None
    name: str = ""

    @property
    def seen(self) -> PaperSeen | None:
        """What to show of it."""
        if self.refused is not None:
            return unusable(self.name, self.refused.refusals)
        return paper_seen(self.document) if self.document is not None else None


@dataclass(frozen=True, slots=True)
class Papers:
    """What a post brought along: what was typed, naming the papers, and the papers by their field."""

    data: object = None
    by_field: dict[str, Brought] = field(default_factory=dict)

    @property
    def documents(self) -> dict[str, Document]:
        """The papers that can be kept, by their field."""
        return {name: one.document for name, one in self.by_field.items() if one.document is not None}

    @property
    def seen(self) -> dict[str, PaperSeen]:
        """What to show of each, by its field."""
        return {name: seen for name, one in self.by_field.items() if (seen := one.seen) is not None}


def brought(request, names, *, receive, find) -> Papers:
    """Take in the files of a post for the fields of these names, or find the papers an earlier post brought.

    `receive(files, at=)` takes files in and raises Refused; `find(reference)` finds a paper of the same owner.
    """
    if request.method != "POST":
        return Papers()
    data = request.POST.copy()
    return Papers(data, {name: _one(request, data, name, receive, find) for name in names})


def her_papers(request, names, kind, *, on, application=None) -> Papers:
    """The papers of a therapist's post; `kind` is what they are to show, `on` is her today. See `brought`.

    On the way to an application the coach knows how much cover its organization asks for.
    """
    her = practitioner_of(request)
    organization = application.organization if application and request.FILES else None
    least = minimums(organization, policies_of(organization), on) if organization else {}

    def receive(files, *, at):
        return papers.receive(files, practitioner=her, kind=kind, actor=request.actor, at=at, on=on, least=least)

    return brought(request, names, receive=receive, find=lambda reference: papers.find(her, reference))


def _one(request, data, name, receive, find) -> Brought:
    files, (kept, note) = request.FILES.getlist(name), beside(name)
    if not files:
        document = find(data.get(kept, ""))
        if document is None:
            data[kept] = ""  # a name that is not theirs is no paper
        return Brought(document)
    data[kept] = data[note] = ""
    try:
        document = receive(files, at=clock.now())
    except Refused as refused:
        return Brought(refused=refused, name=files[0].name)
    data[kept] = str(document.reference)
    return Brought(document)


def judged(form, brought: Papers, *, only_looking: bool) -> bool:
    """Put at the form what stands against its papers; True when what was typed may be written.

    Only looking: what is typed so far is shown and not judged yet.
    """
    if only_looking:
        form.forget_errors()
    for name, paper in brought.by_field.items() if isinstance(form, PaperForm) else ():
        _judge(form, name, paper, only_looking)
    return form.is_valid() and not only_looking


def _judge(form, name, paper, only_looking):
    if paper.refused is not None:
        for refusal in paper.refused.refusals:
            form.add_error(name, f"{refusal.message} {refusal.cure}")
    if paper.document is not None and weighty(paper.document.remarks, form.overlooks) and not paper.document.sent:
        form.ask_note(name)
        note = beside(name)[1]
        if not only_looking and not form.data.get(note, "").strip():
            form.add_error(note, _("Send a better copy, or say here why this one has to do."))
