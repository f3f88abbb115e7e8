"""One item of the checklist: what she says, what we hold, what the source says; how fresh it is; what may be done."""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licensure.comparing import AMOUNTS
from licensure.facts.questions import obstacles
from licensure.models import Method
from licensure.words_rule import by_rule
from network import coach_words
from network.access import Action, can
from network.dates import last_good_day
from network.formats import day, file_size, listed
from network.models.documents import ScanState
from network.money import Money
from network.parts import Act, Check, Column, Link, Pair, Paper, Tag
from network.queries.finding import folded
from network.transitions import refusals
from vetting import labels, words
from vetting.pages.attested import attested, document_of

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
SOON = 21  # days before evidence goes stale from which its item asks for attention


@dataclass(frozen=True, slots=True)
class Current:
    """The selected item: three columns, and what may be done about it or why not."""

    check: object
    label: str
    attested: Column
    paper: Paper
    source: Column
    buttons: tuple
    refused: tuple
    url: str


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old evidence is: in words, whether that asks for attention, and its last good day."""

    words: str
    kind: str = ""
    last: date | None = None


def check_row(check, current, *, on, windows, address) -> Check:
    """One line of the checklist: shape first, freshness right."""
    fresh = freshness(check, on, windows)
    tag = Tag("warn" if fresh.kind else labels.CHECK_TAGS[check.state], state_words(check))
    note = {"soon": _("Goes stale after %(day)s"), "stale": _("Too old since %(day)s")}.get(fresh.kind, "")
    note = note % {"day": day(fresh.last)} if note else check.comment
    return Check(label(check), tag, f"{address}?item={check.pk}", fresh.words, note, current)


def state_words(check) -> str:
    """Where the check stands; one that no person verified says so."""
    return _("Verified by rule") if check.state == "verified" and check.rule else str(check.get_state_display())


def label(check) -> str:
    """What is checked, by the item's own name where it has one."""
    return check.label if check.item and check.label else str(check.get_element_display())


def freshness(check, on, windows) -> Freshness:
    """How old the evidence is by the organization's own window, or what the check waits for."""
    if check.state == "requested" and check.due_on:
        return Freshness(_("expected %(day)s") % {"day": day(check.due_on)})
    if check.state != "verified" or not check.as_of:
        return Freshness("")
    if not (window := windows.get(check.element)):
        return Freshness(_("through %(day)s") % {"day": day(check.good_through)} if check.good_through else _("no expiry"))
    last = last_good_day(check.as_of, window)
    kind = "stale" if last < on else ("soon" if (last - on).days <= SOON else "")
    return Freshness(_("day %(age)s of %(window)s") % {"age": (on - check.as_of).days, "window": window}, kind, last)


def current(application, check, *, actor, at, on, windows) -> Current:
    """The selected item."""
    row = check.evidence
    attestation = application.attestations.order_by("-pk").first()
    signed = [_("Signed by the therapist, %(day)s") % {"day": day(attestation.signed_at)}] if attestation else []
    url = reverse("verification", kwargs={"organization": application.organization.slug, "pk": check.pk})
    acts = check_acts(check, actor, at, url)
    return Current(
        check=check,
        label=label(check),
        attested=Column(
            _("Attested"), _("the therapist says"), attested(check, row, application), signed, "" if row or not check.item else NOTHING()
        ),
        paper=paper(check, row, application),
        source=source(check, on, windows),
        buttons=tuple(act for act in acts if not act.refusals),
        refused=tuple(act for act in acts if act.refusals),
        url=url,
    )


def NOTHING():  # noqa: N802 - a constant that needs the reader's language
    """She took the item back, or shares it no more."""
    return _("Nothing of the therapist’s is on file.")


def paper(check, row, application) -> Paper:
    """What she uploaded for the item, and what does not agree, in words."""
    document, found = document_of(row), tuple(differences(check, row, application))
    if document is None:
        return Paper(_("no document"), [_("The therapist uploaded nothing for this item.")], differences=found)
    held = held_words(document)
    url = "" if held else document_url(application.organization, document)
    lines = [document.filename, _("Uploaded %(day)s") % {"day": day(document.uploaded_at)}, file_size(document.size)]
    lines += held
    if document.pages and document.pages > 1:
        lines.append(ngettext("%(count)s page", "%(count)s pages", document.pages) % {"count": document.pages})
    picture = page_url(application.organization, document)
    alt = _("First page of %(name)s") % {"name": document.filename}
    further = further_pages(application.organization, document)
    return Paper(_("uploaded by the therapist"), lines, picture, alt, found, url, further, remarked(document))


def held_words(document) -> list[str]:
    """Why her paper is not shown, and what to do; nothing when it is."""
    if document.set_aside:
        why = _("The virus scanner found something harmful in it. Ask the therapist to send it again.")
        return [str(document.get_scan_state_display()), why]
    return [] if document.scan_state == ScanState.CLEAN else [str(document.get_scan_state_display())]


def further_pages(organization, document) -> tuple[Link, ...]:
    """The other pages as pictures, up to the twentieth; the whole file has them all."""
    numbers = range(2, min(document.pages or 1, len(document.drawn)) + 1)
    return tuple(Link(_("Page %(page)s") % {"page": number}, page_url(organization, document, number)) for number in numbers)


def remarked(document) -> tuple[str, ...]:
    """What the upload coach saw, and why she sent it anyway."""
    notes = [coach_words.said(remark)[0] for remark in document.remarks if remark["code"] != "says"]
    return (*notes, *([_("Sent anyway: “%(note)s”") % {"note": document.note}] if document.note else []))


def page_url(organization, document, number: int = 1) -> str:
    """Where staff see one page of a kept file as a picture; nothing while it is being checked."""
    if document.scan_state != ScanState.CLEAN:
        return ""
    kwargs = {"organization": organization.slug, "reference": document.reference, "number": number}
    return reverse("staff-document-page", kwargs=kwargs)


def document_url(organization, document) -> str:
    """Where staff open a kept file."""
    return reverse("staff-document", kwargs={"organization": organization.slug, "reference": document.reference})


def differences(check, row, application):
    """What does not agree between her word, the document and the source."""
    named, name = getattr(row, "named_person", ""), application.practitioner.person.full_name
    if named and folded(named) != folded(name):
        yield _("Name: %(one)s and %(other)s.") % {"one": name, "other": named}
    if check.state == "discrepant" and check.comment:
        yield check.comment


def source(check, on, windows) -> Column:
    """What the source says, when, found by whom, kept how."""
    if not check.as_of:
        return Column(_("Source"), state_words(check), empty=_not_asked(check))
    pairs = [
        (_("Source"), check.source), (_("How"), Method(check.method).label if check.method else ""),
        (_("Looked up"), check.query), (_("As of"), day(check.as_of)),
    ]
    pairs += [(words.source_value_label(name), value_in(name, value, check)) for name, value in check.values.items() if name != "history"]
    pairs.append((_("Good through"), day(check.good_through) if check.good_through else ""))
    shown = [Pair(str(name), value) for name, value in pairs if value]
    return Column(_("Source"), state_words(check), shown, kept(check, on, windows), open_url=copy_url(check))


def copy_url(check) -> str:
    """Where the page or file that came from the source opens; nothing while it is being checked."""
    document = check.artefact
    return document_url(check.organization, document) if document and document.scan_state == ScanState.CLEAN else ""


def value_in(name, value, check) -> str:
    """One value of the answer in words, an amount in the currency the source names."""
    currency = check.values.get("currency")
    return words.source_value(Money(value, currency)) if currency and name in AMOUNTS and value is not None else shown_value(name, value)


def shown_value(name, value) -> str:
    """One value of the source in words; names and numbers as they stand there."""
    if name in ("name", "names", "number", "title", "status_word", "signed"):
        return listed([value] if isinstance(value, str) else value)
    return words.source_value(as_day(value))


def _not_asked(check) -> str:
    if check.waiver_by_id and check.state != "waived":
        return _("%(name)s proposes to do without this. Another person agrees, or it is verified.") % {
            "name": check.waiver_by.full_name,
        }
    if check.state == "requested":
        return _("%(source)s was asked; the answer is expected %(day)s.") % {
            "source": check.source or _("The source"), "day": day(check.due_on) if check.due_on else _("soon"),
        }
    if check.state == "waived":
        who = check.waived_by.full_name if check.waived_by else ""
        return _("Waived by %(name)s: %(why)s") % {"name": who, "why": check.comment}
    if check.state == "discrepant":
        return _("The source says otherwise: %(why)s") % {"why": check.comment}
    if check.state == "unavailable":
        return _("The source could not be asked: %(why)s") % {"why": check.comment}
    return _("Nobody has asked the source yet.")


def kept(check, on, windows) -> list[str]:
    """Who verified it, what is kept as proof, and until when a decision may rest on it."""
    notes = []
    if check.verified_by_id and check.verified_at:
        notes.append(_("Verified by %(name)s, %(day)s") % {"name": check.verified_by.full_name, "day": day(check.verified_at)})
    if check.rule and check.verified_at:
        who = by_rule(check.rule, check.rule_version)
        notes.append(_("Verified %(who)s, %(day)s") % {"who": who, "day": day(check.verified_at)})
    if check.artefact_sha256:
        notes.append(_("Kept copy, fingerprint %(hash)s") % {"hash": check.artefact_sha256[:16]})
    if check.met_by_id and check.obtained_at:
        notes.append(_("Met by %(name)s, %(day)s") % {"name": check.met_by.full_name, "day": day(check.obtained_at)})
    if check.sighting:
        notes.append(_("Original seen, no copy kept: %(what)s") % {"what": sighted(check.sighting)})
    fresh = freshness(check, on, windows)
    if fresh.last:
        notes.append(_("Valid for a decision until %(day)s (%(age)s)") % {"day": day(fresh.last), "age": fresh.words})
    return notes


WAYS = (  # step, words, kind of button
    ("verify", "primary"), ("ask", ""), ("flag", ""), ("mark_unavailable", ""), ("waive", ""), ("replace", ""),
)


def sighted(sighting) -> str:
    """What was seen, in one line: kind, number and dates; that it was an original is said already."""
    return ", ".join(words.source_value(as_day(value)) for value in sighting.values() if value and value is not True)


def as_day(value):
    """A day that JSON kept as text is a day again; everything else stays as it is."""
    return date.fromisoformat(value) if isinstance(value, str) and ISO_DAY.fullmatch(value) else value


NAMED_NEXT = ("differs", "not_told", "claim_untold")  # what differs is shown and named on the next page, or put to her first


def check_acts(check, actor, at, url) -> list[Act]:
    """Every way on from the check's state, each on its own page; one that is off says why."""
    acts = []
    given = {"as_of": check.as_of or check.opened_on, "source": "x", "sighting": {"what": "x"}, "comment": "x"}
    given["how"] = check.method if check.met_by_id else "seen"
    for name, kind in WAYS:  # what is typed on the next page is taken as given here
        if name == "replace" and check.is_open:
            continue
        found = refusals(check, name, actor=actor, at=at, **given)
        if name == "verify":
            found = tuple(refusal for refusal in found if refusal.code not in NAMED_NEXT)
        if name == "waive":
            found = tuple(refusal for refusal in found if refusal.code != "second_person")  # the first signs on this page too
        if not any(refusal.code == "wrong_state" for refusal in found):
            acts.append(Act(name, str(labels.CHECK_ACTS[name]), f"{url}?do={name}", found, "get", kind))
    if settings.LOOK_UPS and can(actor, Action.OBTAIN, check) and not obstacles(check):
        acts.append(Act("look_up", _("Have the register asked"), f"{url}look-up/", (), "get"))
    if check.element == "license" and getattr(check.evidence, "expires_on", None) and can(actor, Action.EXTEND_LICENSE, check):
        late = reverse("extensions", kwargs={"organization": check.organization.slug})
        acts.append(Act("extend", _("Extended by its board"), f"{late}?check={check.pk}", (), "get"))
    return acts
