"""The files of an audit in words."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from network.formats import day
from network.parts import Link, Pager
from vetting.models import Kind
from vetting.models.decisions import Outcome


@dataclass(frozen=True, slots=True)
class AuditedRow:
    """One decision: whose file, what was decided and when. `evidence` leads to what it rests on."""

    name: str
    url: str
    evidence: str
    reference: str
    kind: str
    outcome: str
    on: str


@dataclass(frozen=True, slots=True)
class AuditedPage:
    """Everything `vetting/audited.html` shows."""

    title: str
    text: str
    links: tuple[Link, ...]
    rows: tuple[AuditedRow, ...]
    pager: Pager


def audited_page(found, more, *, organization, audit, text, before) -> AuditedPage:
    """One page of the decisions in the days of the audit."""
    where = {"organization": organization.slug}
    address = reverse("audited_files", kwargs=where)

    def link(**extra):
        return f"{address}?{urlencode({**({'q': text} if text else {}), **extra})}"

    said = {"first": day(audit[0]), "last": day(audit[1])}
    return AuditedPage(
        title=_("Files of the audit"),
        text=_("Decided from %(first)s through %(last)s. Every page you open is recorded.") % said,
        links=(Link(_("Audit samples"), reverse("samples", kwargs=where)), Link(_("Numbers"), reverse("numbers", kwargs=where))),
        rows=tuple(_row(file, where) for file in found),
        pager=Pager(
            _("%(count)s shown, newest first") % {"count": len(found)},
            newer=link() if before is not None else "", older=link(before=found[-1].pk) if more else "",
        ),
    )


def _row(file, where) -> AuditedRow:
    here = {**where, "reference": file.application.reference}
    return AuditedRow(
        file.application.practitioner.person.full_name, reverse("file", kwargs=here), reverse("file_evidence", kwargs=here),
        file.application.reference, str(Kind(file.application.kind).label), str(Outcome(file.outcome).label), day(file.decided_on),
    )
