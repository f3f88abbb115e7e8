"""The job that makes a therapist's own data a file."""

from network import clock
from network.jobs import job
from network.models import DataExport
from network.workflow import exporting


@job(name="network.export_own_data", external=True, retries=3, backoff=60, lease=900)
def export_own_data(*, id):
    """Make the file once; nothing is left to make when she was erased meanwhile."""
    rows = DataExport.objects.everywhere(reason="a job loads its row by id")
    export = rows.select_related("practitioner__person").filter(pk=id).first()
    if export is not None:
        exporting.make(export, at=clock.now())
