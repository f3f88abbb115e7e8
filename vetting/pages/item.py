"""The pane of the selected check: what differs, what one key does, and the small forms that belong to it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from licensure.unread import unread
from network.access import Action
from network.parts import Act
from network.transitions import unless
from vetting.pages.differs import Differs, differing
from vetting.words_returns import RETURNS

SEEN_IN_PLACE = ("identity", "certificate_of_conduct")  # originals of which no copy may be kept


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
    return_url: str
    note_url: str
    reasons: tuple[Reason, ...]
    language: str


def pane(application, current, *, actor, language) -> Pane:
    """Build it for the check shown in `current`; `language` is hers."""
    check, found = current.check, differing(current.check)
    urls = {name: _url(application, check, f"verification_{name}") for name in ("confirm", "differs", "seen", "return", "note")}
    one_key = check.state == "obtained" and not unless(actor, Action.VERIFY, check) and not list(unread(check))
    sees = check.element in SEEN_IN_PLACE and any(act.name == "verify" for act in current.buttons) and not one_key
    asks = check.is_open and not unless(actor, Action.REQUEST_INFORMATION, application) and application.is_open
    return Pane(
        differs=found,
        lead=lead(found, check),
        buttons=tuple(_buttons(current, check, found, urls, one_key, sees)),
        seen_url=urls["seen"] if sees else "",
        return_url=urls["return"] if asks else "",
        note_url="" if unless(actor, Action.VERIFY, check) else urls["note"],
        reasons=tuple(reasons(language)),
        language=language,
    )


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
        if act.name == "verify" and one_key:
            continue
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
