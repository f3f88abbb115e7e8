"""The pane of the selected check: what differs, what one key does, and the small forms that belong to it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from licensure.facts.questions import ASKABLE
from licensure.unread import unread
from network import identity
from network.access import Action
from network.formats import day
from network.parts import Act
from network.transitions import unless
from vetting.models import RefereeRequest
from vetting.pages.differs import Differs, differing
from vetting.words_returns import RETURNS

SEEN_IN_PLACE = ("identity", "certificate_of_conduct")  # originals of which no copy may be kept


URLS = ("confirm", "differs", "seen", "meeting", "joined", "referee", "return", "note")


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to give the item back: for the reviewer, and what she reads."""

    code: str
    label: str
    hers: str


@dataclass(frozen=True, slots=True)
class Pane:
    """What stands around the three columns. `buttons` may be pressed now; `key` is the verify key's only bearer on the page."""

    differs: tuple[Differs, ...]
    lead: str
    buttons: tuple[Act, ...]
    seen_url: str
    meet_url: str
    met: str
    joined_url: str
    referee_url: str
    referee: str
    return_url: str
    note_url: str
    reasons: tuple[Reason, ...]
    language: str


def pane(application, current, *, actor, at, language) -> Pane:
    """Build it for the check shown in `current`; `language` is hers."""
    check, found = current.check, differing(current.check)
    urls = {name: _url(application, check, f"verification_{name}") for name in URLS}
    one_key = check.state == "obtained" and not unless(actor, Action.VERIFY, check) and not list(unread(check))
    may = any(act.name == "verify" for act in current.buttons)
    sees = check.element in SEEN_IN_PLACE and may and not one_key and not check.met_by_id
    asks = check.is_open and not unless(actor, Action.REQUEST_INFORMATION, application) and application.is_open
    return Pane(
        differs=found,
        lead=lead(found, check),
        buttons=tuple(_buttons(current, check, found, urls, one_key, sees)),
        seen_url=urls["seen"] if sees else "",
        meet_url=urls["meeting"] if _may_meet(check, actor, at) else "",
        met=_met(check),
        joined_url=urls["joined"] if check.met_by_id and check.is_open and may and (not found or check.state == "discrepant") else "",
        referee_url=urls["referee"] if _may_ask_referee(check, actor) else "",
        referee=asked_referee(check, at),
        return_url=urls["return"] if asks else "",
        note_url="" if unless(actor, Action.VERIFY, check) else urls["note"],
        reasons=tuple(reasons(language)),
        language=language,
    )


def _may_meet(check, actor, at) -> bool:
    """Whether somebody has yet to meet her, the policy asks it, and this reader may."""
    waits = check.element == "identity" and check.is_open and not check.met_by_id
    return waits and bool(identity.asked_at(check.organization, at)) and not unless(actor, Action.VERIFY, check)


def _may_ask_referee(check, actor) -> bool:
    return check.element == "reference" and check.state in ASKABLE and not unless(actor, Action.OBTAIN, check)


def asked_referee(check, at) -> str:
    """Where the question to a referee stands, with what to do next when no answer comes."""
    row = RefereeRequest.objects.within(check.organization).filter(verification=check).last() if check.element == "reference" else None
    if row is None:
        return ""
    said = {"name": row.name, "address": row.address, "day": day(row.asked_at), "until": day(row.expires_at)}
    if row.answered_at:
        return _("%(name)s (%(address)s) answered on %(when)s.") % {**said, "when": day(row.answered_at)}
    if row.declined_at:
        return _("%(name)s would rather not answer. Ask the therapist for another referee.") % said
    if at > row.expires_at:
        return _("%(name)s did not answer by %(until)s. Ask again, or ask the therapist for another referee.") % said
    return _("%(name)s (%(address)s) was asked on %(day)s and has until %(until)s.") % said


def _met(check) -> str:
    """Who met her, and when."""
    if not check.met_by_id or not check.obtained_at:
        return ""
    said = {"name": check.met_by.full_name, "day": day(check.obtained_at), "how": check.get_method_display()}
    return _("%(how)s by %(name)s, %(day)s.") % said


def lead(found, check) -> str:
    """What the differences mean for what may be done."""
    if not found:
        return ""
    if check.state == "discrepant":
        return _("The therapist was told. When the answer is in, verify it with the difference named, or give it back.")
    if any(one.grave for one in found):
        return _("It may be somebody else’s. Tell the therapist what differs; they have the right to correct it.")
    return _("To verify it you name what differs. The source’s own values are what counts.")


def _buttons(current, check, found, urls, one_key, sees):
    """Verify first: by one key when nothing of the answer asks to be read; then the notice; then every other way."""
    if one_key:
        hidden = (("obtained_at", check.obtained_at.isoformat()),)
        yield Act("verify", _("Verify"), urls["confirm"], kind="primary", key="v", hidden=hidden)
    if found and check.state in ("obtained", "required", "requested") and any(act.name == "flag" for act in current.buttons):
        yield Act("differs", _("Tell the therapist what differs"), urls["differs"], kind="" if one_key else "primary")
    for act in current.buttons:
        if act.name == "verify" and (one_key or check.met_by_id):
            continue  # who was met is confirmed in the form below
        key = "v" if act.name == "verify" and not sees else ""
        quiet = act.name == "verify" and bool(found)  # at most one primary button in view
        yield Act(act.name, act.label, act.url, method="get", kind="" if quiet else act.kind, key=key)


def reasons(language):
    """Every reason, with its sentence in her language."""
    for code, (label, sentence) in RETURNS.items():
        with translation.override(language):
            hers = str(sentence)
        yield Reason(code, str(label), hers)


def _url(application, check, name) -> str:
    return reverse(name, kwargs={"organization": application.organization.slug, "pk": check.pk})
