"""The jobs about what is known of a therapist: her own data as a file, and the note an erasure leaves."""

from network import clock
from network.jobs import job
from network.models import DataExport, Erasure
from network.workflow import erasing, exporting


@job(name="network.export_own_data", external=True, retries=3, backoff=60, lease=900)
def export_own_data(*, id):
    """Make the file once; nothing is left to make when she was erased meanwhile."""
    rows = DataExport.objects.everywhere(reason="a job loads its row by id")
    export = rows.select_related("practitioner__person").filter(pk=id).first()
    if export is not None:
        exporting.make(export, at=clock.now())


@job(name="network.note_erasure", external=True, retries=20, backoff=60)
def note_erasure(*, id):
    """Leave the note beside the documents; twice is once."""
    rows = Erasure.objects.everywhere(reason="a job loads its row by id").select_related("organization")
    if (erasure := rows.filter(pk=id).first()) is not None:
        erasing.leave_note(erasure)
