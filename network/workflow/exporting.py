"""A therapist's own data as a file: she asks, a job makes it, she takes it within a week, then it goes."""

import io
import json
import zipfile
from datetime import timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import documents, jobs, mail
from network.access import Action, require, system, therapist_actor
from network.documents import forget_bytes
from network.events import record
from network.facts.own_data import listed, papers
from network.formats import day, day_long
from network.models import DataExport, Document, Practitioner
from network.site import absolute
from network.spreadsheets import as_csv
from network.transitions import Refusal, Refused

LIFE = timedelta(days=7)
PROOF = timedelta(minutes=5)
ZIP = "application/zip"


def ask(practitioner: Practitioner, *, reauthenticated_at, language, actor, at) -> DataExport:
    """She asks for everything that is known of her, right after she proved who she is. Raises Refused."""
    require(actor, Action.OWN_PROFILE, practitioner)
    if reauthenticated_at is None or at - reauthenticated_at > PROOF:
        words_of = (gettext_lazy("You have to show who you are first."), gettext_lazy("Confirm, then ask again."))
        raise Refused([Refusal("not_proved", *words_of)])
    with transaction.atomic():
        Practitioner.objects.of(practitioner).select_for_update().get(pk=practitioner.pk)
        if DataExport.objects.of(practitioner).filter(made_at=None).exists():
            raise Refused([
                Refusal("export_waits", gettext_lazy("Your file is being made."), gettext_lazy("A mail says when it is ready."))
            ])
        row = DataExport(practitioner=practitioner, asked_at=at, language=language)
        row.save()
        record(row, "export.asked", actor=actor, at=at)
        jobs.enqueue("network.export_own_data", key=str(row.pk), id=row.pk)
    return row


def make(export: DataExport, *, at) -> None:
    """Gather it, keep it as a document of hers, and tell her. Twice is once."""
    if export.made_at is not None:
        return
    her = export.practitioner
    user = her.person.users.filter(is_active=True).first()
    herself = therapist_actor(her, user)
    with translation.override(export.language):
        content = packed(her, herself, at)
    with transaction.atomic():
        export.document = documents.keep_own(
            owner=her, kind="export", content=content, content_type=ZIP, filename=f"{her.reference}.zip", actor=system("export"), at=at
        )
        export.made_at, export.until = at, at + LIFE
        export.save()
        record(export, "export.made", actor=system("export"), at=at, document={"sha256": export.document.sha256})
        if user:
            with translation.override(export.language):
                where = {"url": absolute("/me/data/"), "until": day_long(export.until)}
            mail.send(user, "own_data", where, key=f"own_data:{export.pk}", language=export.language, at=at)


def packed(practitioner: Practitioner, actor, at) -> bytes:
    """The ZIP: a text that explains it, the tables as JSON and as CSV with heads in words, and her documents."""
    tables, out = list(listed(practitioner)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("README.txt", _explained(tables, at))
        told = {table.title: [dict(zip(table.heads, row, strict=True)) for row in table.rows] for table in tables}
        file.writestr("data.json", json.dumps(told, ensure_ascii=False, indent=1))
        for table in tables:
            file.writestr(f"tables/{table.name}.csv", as_csv([table.heads, *(map(_cell, row) for row in table.rows)]))
        for name, content in papers(practitioner, actor):
            file.writestr(f"documents/{name}", content)
    return out.getvalue()


def _cell(value) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _explained(tables, at) -> str:
    lines = [
        _("Your data at Goodstanding, as of %(day)s.") % {"day": day(at)}, "",
        _("data.json holds every table at once, for machines. The folder tables holds the same, one file each, for a spreadsheet."),
        _("The folder documents holds your papers, letters to you, and pages your files rest on."),
        _("Not in it: what committees and referees said in confidence, and what is known of anybody else."), "",
        *(f"tables/{table.name}.csv: {table.title} ({len(table.rows)})" for table in tables),
    ]
    return "\r\n".join(lines)


def remove_old(*, on, at) -> int:
    """Nightly: exports whose week is over go, with their bytes; how many. Twice is once."""
    rows = DataExport.objects.everywhere(reason="an export belongs to its therapist alone").filter(until__lte=at)
    return sum(_remove(row, at) for row in list(rows.select_related("practitioner", "document")))


def _remove(row, at) -> bool:
    document = row.document
    with transaction.atomic():
        record(row, "export.removed", actor=system("nightly"), at=at)
        DataExport.objects.of(row.practitioner).filter(pk=row.pk).delete()
        Document.objects.of(row.practitioner).filter(pk=document.pk).delete()
        forget_bytes([document])
    return True
