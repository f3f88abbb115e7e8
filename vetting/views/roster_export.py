"""The roster of the whole network as a file, for another system or a spreadsheet."""

from django.views.decorators.http import require_GET

from network import clock, links
from network.access import Action
from network.routes import page
from network.spreadsheets import TYPE, XLSX, as_csv, as_xlsx
from network.views_documents import sandboxed
from vetting.queries.roster_export import HEADS, MORE, rows
from vetting.workflow.exporting import note_export


@page(Action.RECORD_NETWORK)
@require_GET
def roster_file(request, ending):
    """As CSV or XLSX; that it was taken is recorded."""
    on = clock.today(request.organization.zone)
    table = [(*HEADS, *MORE), *rows(request.organization, on=on)]
    note_export(request.organization, count=len(table) - 1, ending=ending, actor=request.actor, at=clock.now())
    name = f"roster-{request.organization.slug}-{on.isoformat()}.{ending}"
    content, kind = (as_csv(table), TYPE) if ending == "csv" else (as_xlsx(table, title="roster"), XLSX)
    return sandboxed(content, kind, links.disposition(name))
