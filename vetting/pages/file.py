"""The file page: checklist left; what she says, what we hold and what the source says right; findings; what is next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.models import Method
from network.dates import last_good_day
from network.formats import day
from network.parts import Act, Check, Column, FindingRow, Link, Pair, Paper, Tag
from network.transitions import refusals
from vetting import labels, words
from vetting.pages.attested import attested, item_of
from vetting.pages.queue import STROKES, clock

WINDOW = 120  # shown where the policy names no window of its own


@dataclass(frozen=True, slots=True)
class FilePage:
    """Everything `vetting/file.html` shows."""

    title: str
    text: str
    crumbs: tuple
    facts: tuple
    strokes: str
    tabs: tuple
    checks: tuple
    checks_left: str
    current: object
    findings: tuple
    findings_note: str
    acts: tuple
    requests: tuple
    hits: tuple


@dataclass(frozen=True, slots=True)
class Current:
    """The selected item of the checklist."""

    check: object
    label: str
    attested: Column
    paper: Paper
    source: Column
    acts: tuple
    url: str


def file_page(application, checks, waiting, assessment, *, actor, at, on, item=None, hits=()) -> FilePage:
    """Build the page; `item` is the pk of the selected check, else the first that is still open."""
    selected = next((row for row in checks if str(row.pk) == str(item)), None)
    selected = selected or next((row for row in checks if row.is_open), checks[0] if checks else None)
    left = sum(row.is_open for row in checks)
    return FilePage(
        title=application.practitioner.person.full_name,
        text=subtitle(application),
        crumbs=(Link(_("Queue"), _url("queue", application)),),
        facts=facts(application, waiting, on),
        strokes="".join(STROKES[side] for side in waiting.strokes[-40:]),
        tabs=tabs(application, "file", f"{len(checks) - left} / {len(checks)}"),
        checks=tuple(check_row(application, row, row is selected, on) for row in checks),
        checks_left=ngettext("%(count)s left", "%(count)s left", left) % {"count": left},
        current=current(application, selected, actor, at, on) if selected else None,
        findings=tuple(finding_row(finding) for finding in assessment.findings),
        findings_note=_("Route so far: %(route)s") % {"route": labels.ROUTES[assessment.route]},
        acts=tuple(file_acts(application, assessment, actor, at)),
        requests=tuple(application.information_requests.all()),
        hits=tuple(hit_links(application, hits)),
    )


def subtitle(application) -> str:
    """Reference, places, when she applied."""
    parts = [application.reference, application.get_kind_display(), ", ".join(application.jurisdictions)]
    if application.submitted_on:
        parts.append(_("applied %(day)s") % {"day": day(application.submitted_on)})
    return " · ".join(part for part in parts if part)


def facts(application, waiting, on) -> tuple[Pair, ...]:
    """Whose turn, what is next and by when, who has it."""
    step = str(labels.NEXT[waiting.turn.next_step])
    if waiting.due:
        step = _("%(step)s, by %(day)s") % {"step": step, "day": day(waiting.due)}
    pairs = [Pair(_("Status"), Tag(labels.STATE_TAGS[application.state], application.get_state_display()))]
    if waiting.turn.whose != "nobody":
        pairs += [Pair(_("Whose turn"), clock(waiting, on)), Pair(_("Next step"), step)]
    return (*pairs, Pair(_("With"), waiting.owner or _("Nobody yet")))


def tabs(application, name, note="") -> tuple[Link, ...]:
    """The tabs of a file, each a page."""
    entries = [("file", _("Checklist")), ("file_timeline", _("Timeline")), ("file_documents", _("Documents")), ("decision", _("Decision"))]
    return tuple(Link(label, _url(view, application), note if view == name else "", view == name) for view, label in entries)


def check_row(application, check, current, on) -> Check:
    """One line of the checklist: shape first, freshness right."""
    tag = Tag(labels.CHECK_TAGS[check.state], check.get_state_display())
    url = f"{_url('file', application)}?item={check.pk}"
    return Check(check.get_element_display() if check.item == "" else check.label, tag, url, freshness(check, on), check.comment, current)


def freshness(check, on) -> str:
    """How old the evidence is: "day 3 of 120", or what it waits for."""
    if check.state == "verified" and check.as_of:
        return _("day %(age)s of %(window)s") % {"age": (on - check.as_of).days, "window": WINDOW}
    if check.state == "requested" and check.due_on:
        return _("expected %(day)s") % {"day": day(check.due_on)}
    return ""


def current(application, check, actor, at, on) -> Current:
    """The selected item: three columns and what may be done."""
    row = item_of(check)
    attestation = application.attestations.order_by("-pk").first()
    signed = [_("Signed by her, %(day)s") % {"day": day(attestation.signed_at)}] if attestation else []
    url = reverse("verification", kwargs={"organization": application.organization.slug, "pk": check.pk})
    return Current(
        check=check,
        label=check.label or check.get_element_display(),
        attested=Column(_("Attested"), _("she says"), attested(check, row, application), signed, _("Nothing of hers is on file.")),
        paper=paper(check, row),
        source=source(check, on),
        acts=tuple(check_acts(check, actor, at, url)),
        url=url,
    )


def paper(check, row) -> Paper:
    """The document in the middle: the source's artefact once there is one, else what she uploaded."""
    document = getattr(row, "document", None)
    if document is None:
        return Paper(_("no document"), [_("She uploaded nothing for this item.")])
    url = reverse("document", kwargs={"pk": document.pk})
    lines = [document.filename, _("Uploaded %(day)s") % {"day": day(document.uploaded_at)}]
    return Paper(_("uploaded by her"), lines, differences=[check.comment] if check.state == "discrepant" else (), open_url=url)


def source(check, on) -> Column:
    """What the source says, when, found by whom, kept how."""
    if not check.as_of:
        return Column(_("Source"), check.get_state_display(), empty=_("Nobody has asked the source yet."))
    pairs = [Pair(_("Source"), check.source), Pair(_("How"), Method(check.method).label if check.method else "")]
    pairs += [Pair(_("Looked up"), check.query), Pair(_("As of"), day(check.as_of))]
    pairs += [Pair(str(words.source_value_label(name)), words.source_value(value)) for name, value in check.values.items()]
    if check.good_through:
        pairs.append(Pair(_("Good through"), day(check.good_through)))
    return Column(_("Source"), check.get_state_display(), [pair for pair in pairs if pair.value], _kept(check, on))


def _kept(check, on) -> list[str]:
    notes = []
    if check.verified_by_id and check.verified_at:
        notes.append(_("Verified by %(name)s, %(day)s") % {"name": check.verified_by.full_name, "day": day(check.verified_at)})
    if check.artefact_sha256:
        notes.append(_("Kept copy, fingerprint %(hash)s") % {"hash": check.artefact_sha256[:16]})
    if check.sighting:
        notes.append(_("Original seen, no copy kept."))
    if check.state == "verified":
        last = last_good_day(check.as_of, WINDOW)
        notes.append(_("Valid for a decision until %(day)s (day %(age)s of %(window)s)") % {"day": day(last), "age": (on - check.as_of).days, "window": WINDOW})
    return notes


def check_acts(check, actor, at, url) -> list[Act]:
    """Verify, differs, unavailable, waive: each opens its page; one that is off says why."""
    entries = [("verify", _("Verify"), "primary"), ("flag", _("Differs"), ""), ("mark_unavailable", _("Source unavailable"), ""), ("waive", _("Waive"), "")]
    acts = []
    for name, label, kind in entries:
        given = {"as_of": check.as_of or at.date(), "source": "x", "sighting": {"x": 1}, "comment": "x"}  # asked on the next page
        found = refusals(check, name, actor=actor, at=at, **given)
        acts.append(Act(name, label, f"{url}?do={name}", found, "get", kind))
    return acts


def file_acts(application, assessment, actor, at) -> list[Act]:
    """What moves the whole file on."""
    if application.state == "submitted":
        found = refusals(application, "begin_checks", actor=actor, at=at)
        return [Act("begin_checks", _("Begin the checks"), _url("begin_checks", application), found, kind="primary")]
    if application.state == "checking":
        found = refusals(application, "refer", actor=actor, at=at, assessment=assessment)
        return [Act("refer", _("Hand over for decision"), _url("refer", application), found, kind="primary")]
    return []


def hit_links(application, hits) -> list[Link]:
    """Matches to judge."""
    for hit in hits:
        url = reverse("match", kwargs={"organization": application.organization.slug, "pk": hit.pk})
        yield Link(str(hit), url, hit.get_state_display())


def finding_row(finding) -> FindingRow:
    """One rule's outcome in words."""
    tag = Tag(labels.OUTCOME_TAGS[finding.outcome], str(labels.OUTCOMES[finding.outcome]))
    if finding.outcome == "not_met" and finding.severity != "blocks":
        tag = Tag("warn", tag.word)
    return FindingRow(tag, words.title(finding.criterion), words.observed(finding), words.required(finding), finding.good_through)


def _url(name, application) -> str:
    return reverse(name, kwargs={"organization": application.organization.slug} | ({} if name == "queue" else {"reference": application.reference}))
