"""The file page: checklist left; the selected item in three columns right; findings; what is next and what was asked."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.models import Hit
from network.access import Action
from network.formats import day
from network.parts import Act, Link, Tag
from network.transitions import refusals, unless
from vetting import labels
from vetting.pages.check import check_row, current
from vetting.pages.findings import Findings, findings
from vetting.pages.heading import facts, note, ready, subtitle, tabs, to_decide, url_of
from vetting.pages.item import Pane, pane


@dataclass(frozen=True, slots=True)
class FilePage:
    """Everything `vetting/file.html` shows."""

    title: str
    text: str
    crumbs: tuple
    facts: tuple
    links: tuple
    tabs: tuple
    checks: tuple
    checks_left: str
    current: object
    pane: Pane | None
    findings: Findings
    findings_note: str
    acts: tuple
    requests: tuple
    hits: tuple
    may_ask: tuple
    may_assign: tuple


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked of her: what, where it stands, and whether somebody here still has to read the answer."""

    message: str
    tag: Tag
    note: str
    answer: str
    document_url: str
    close: Act | None


def file_page(
    application, checks, waiting, assessment, *, actor, at, on, windows, language="en", item=None, hits=(), policy=None, answered=None
) -> FilePage:
    """Build the page; `item` is the pk of the selected check, else the first that is still open. `language` is the therapist's."""
    selected = next((row for row in checks if str(row.pk) == str(item)), None)
    selected = selected or next((row for row in checks if row.is_open), checks[0] if checks else None)
    shown = current(application, selected, actor=actor, at=at, on=on, windows=windows) if selected else None
    left, address = sum(row.is_open for row in checks), url_of("file", application)
    return FilePage(
        title=application.practitioner.person.full_name,
        text=subtitle(application),
        crumbs=(Link(_("Queue"), url_of("queue", application)),),
        facts=facts(application, waiting, on, answered),
        links=to_decide(application, actor),
        tabs=tabs(application, "file", ready(checks)),
        checks=tuple(check_row(row, row is selected, on=on, windows=windows, address=address) for row in checks),
        checks_left=ngettext("%(count)s left", "%(count)s left", left) % {"count": left},
        current=shown,
        pane=pane(application, shown, actor=actor, at=at, language=language) if shown else None,
        findings=findings(assessment),
        findings_note=note(assessment, policy),
        acts=tuple(file_acts(application, assessment, actor, at)),
        requests=tuple(asked(application, row, actor) for row in application.information_requests.select_related("document")),
        hits=tuple(hit_links(application, hits)),
        may_ask=unless(actor, Action.REQUEST_INFORMATION, application),
        may_assign=unless(actor, Action.ASSIGN, application),
    )


def file_acts(application, assessment, actor, at) -> list[Act]:
    """What moves the whole file on."""
    if application.state == "submitted":
        found = refusals(application, "begin_checks", actor=actor, at=at)
        return [Act("begin_checks", _("Begin the checks"), url_of("begin_checks", application), found, kind="primary",
                    allowed=_("One check opens per thing your policy asks, and the file becomes yours."))]
    if application.state == "checking":
        found = refusals(application, "refer", actor=actor, at=at, assessment=assessment)
        judge = unless(actor, Action.ASSESS, application)
        return [
            Act("refer", _("Hand over for decision"), url_of("refer", application), found, kind="primary",
                allowed=_("Route: %(route)s.") % {"route": labels.ROUTES[assessment.route]}),
            Act("assess", _("Keep today’s judgment"), url_of("assess", application), judge,
                allowed=_("Writes the findings below into the file, with the facts they rest on.")),
        ]
    return []


def asked(application, row, actor) -> Asked:
    """One question to her."""
    from_her = row.document and reverse(
        "staff-document", kwargs={"organization": application.organization.slug, "reference": row.document.reference}
    )
    if row.closed_at:
        tag = Tag("done", _("Closed"))
    elif row.answered_at:
        tag = Tag("ours", _("Answered, to read"))
    else:
        tag = Tag("theirs", _("Waiting on therapist"))
    when = _("asked %(day)s, answer by %(due)s") % {"day": day(row.asked_at), "due": day(row.due_on)}
    close = None
    if not row.closed_at:
        kwargs = {"organization": application.organization.slug, "reference": application.reference, "pk": row.pk}
        words_ = _("I have read it") if row.answered_at else _("Close the question")
        refused = unless(actor, Action.REQUEST_INFORMATION, application)
        close = Act(f"close-{row.pk}", words_, reverse("close_request", kwargs=kwargs), refused)
    return Asked(row.message, tag, when, row.answer, from_her or "", close)


def hit_links(application, hits) -> list[Link]:
    """Matches to judge."""
    for hit in hits:
        url = reverse("match", kwargs={"organization": application.organization.slug, "pk": hit.pk})
        yield Link(_("%(list)s: %(name)s") % {"list": hit.entry.exclusion_list.name, "name": hit.entry}, url, band_and_state(hit))


def band_and_state(hit: Hit) -> str:
    """How likely it is her, and where two people stand with it."""
    return f"{hit.get_band_display()} · {hit.get_state_display()}"
