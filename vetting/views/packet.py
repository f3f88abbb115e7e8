"""The packet of a meeting as one PDF with bookmarks, made for its reader when it is asked for and kept nowhere."""

from django.utils import translation
from django.views.decorators.http import require_GET

from network import clock, letters
from network.access import Action
from network.links import disposition
from network.routes import page
from network.views_documents import sandboxed
from vetting.facts.committee import settings_of
from vetting.facts.policies import policy_binding
from vetting.pages.packet import packet as printed
from vetting.queries.committee import closed_files, counted_on, seats
from vetting.queries.matters import for_reader, matters
from vetting.views.file import refuse_non_reader
from vetting.views.meetings import find
from vetting.workflow.meetings import note_packet


@page(Action.SEE_FILE)
@require_GET
def packet(request, pk):
    """The PDF, without the files the reader takes no part in; who took which files away is recorded."""
    refuse_non_reader(request)
    meeting, at, organization = find(request, pk), clock.now(), request.organization
    items = list(meeting.items.exclude(state="struck").select_related("application__practitioner__person", "meeting", "organization"))
    on, closed = clock.today(organization.zone), closed_files(organization, request.actor)
    shown = printed(
        meeting, items, list(seats(organization, counted_on(meeting, at))), closed=closed, reader=request.actor.label,
        policy=policy_binding(organization, on), on=on, names=settings_of(organization, on)["packet_names"],
        told=for_reader(matters(meeting, at=at), organization, request.actor),
    )
    context = {"page": shown, "organization": organization}
    content = letters.render_pdf("letters/committee/packet.html", context, language=translation.get_language() or organization.language)
    files = [item.application.reference for item in items if item.application_id not in closed]
    note_packet(meeting, content, files, actor=request.actor, at=at)
    return sandboxed(content, "application/pdf", disposition(f"{organization.slug}-committee-{meeting.on}.pdf", inline=False))
