"""A file of evidence with an index to read: composed here, because an index is a page and taking is an act."""

from django.template.loader import render_to_string
from django.utils import translation

from network.access import system
from network.proof.contents import Member
from vetting.models import Application
from vetting.pages.evidence import index_of
from vetting.workflow.evidence import Taken, take

INDEX = "index.html"


def pack_file(application, *, actor, at) -> Taken:
    """The evidence of one file, its index in the organization's language. Raises as `take` does."""
    with translation.override(application.organization.language):
        shown = index_of(application, at=at)
        index = render_to_string("vetting/evidence_index.html", {"page": shown, "zone": application.organization.zone})
    extra = [Member(INDEX, index.encode())]
    return take([application], subject=application.reference, extra=extra, about=application, actor=actor, at=at)


def pack(reference, *, at) -> Taken:
    """The evidence of the file of this reference, taken at the terminal. Raises LookupError, and as `take` does."""
    rows = Application.objects.everywhere(reason="a file's reference is unique across organizations")
    application = rows.select_related("organization", "practitioner__person").filter(reference__iexact=reference).first()
    if application is None:
        raise LookupError(f"There is no file {reference}.")
    return pack_file(application, actor=system("audit pack", application.organization), at=at)
