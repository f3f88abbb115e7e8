"""What an auditor is told: until when, about whom, and why a page is not hers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from network.formats import day

PAGES = {
    "audited_files": gettext_lazy("Files of the audit"), "file": gettext_lazy("File"), "file_timeline": gettext_lazy("Timeline"),
    "file_documents": gettext_lazy("Documents"), "file_screening": gettext_lazy("Screening"), "decision": gettext_lazy("Decision"),
    "file_evidence": pgettext_lazy("of a file", "Evidence"),
    "verification": gettext_lazy("Check"), "samples": gettext_lazy("Audit samples"),
    "sample": gettext_lazy("Audit sample"), "sample_worksheet": gettext_lazy("Worksheet"), "audit": gettext_lazy("Audit trail"),
    "policies": gettext_lazy("Policies"), "policy": gettext_lazy("Policy"), "policy_document": gettext_lazy("Policy as a document"),
    "policy_pdf": gettext_lazy("Policy as a document"), "policy_comparison": gettext_lazy("Comparison of policies"),
    "policy_file": gettext_lazy("Policy as a file"),
    "numbers": gettext_lazy("Numbers"), "number": gettext_lazy("Numbers"), "number_csv": gettext_lazy("Numbers"),
    "document": gettext_lazy("Document"), "document-page": gettext_lazy("Page of a document"),
}


def page_label(name: str) -> str:
    """What a page an auditor may open is called; its route's name when it has no other."""
    return str(PAGES.get(name, name))


def audit_ended(membership) -> str:
    """After the last day of her account."""
    said = {"day": day(membership.ends_on), "organization": membership.organization.name}
    return _("Your access as an auditor of %(organization)s ended on %(day)s. An administrator there can name a later day.") % said


def closed_to_auditor(actor, audited: bool) -> str:
    """Why this page is closed to an auditor; empty when it is open. `audited`: it shows only people of her audit."""
    if actor.audit is None:
        return _("Nobody has said yet which files your audit is about. An administrator names the days and the last day of your access.")
    if not audited:
        said = {"first": day(actor.audit[0]), "last": day(actor.audit[1])}
        words = _("This page tells of people outside your audit, which is of files decided from %(first)s through %(last)s.")
        return words % said
    return ""
