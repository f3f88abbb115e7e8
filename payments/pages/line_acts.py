"""What may be done with a line: each act with its form, or with the reason why this reader may not."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.access import Action, can
from network.formats import amount
from network.guards import today
from network.transitions import Refusal, refusals
from payments import words_stops
from payments.duties import Act
from payments.facts.limits import approves_alone, takes_a_second
from payments.guards_exceptions import UNSETTLED, looking_barred
from payments.guards_lines import against, not_own_money
from payments.lines import Fix

GIVEN = {"reason": "asked in the form"}  # here only people and states stand in the way
ACT_OF = {Fix.CORRECT: "correct", Fix.QUERY: "ask", Fix.HOLD: "hold", Fix.WAIVE: "waive", Fix.DECLINE: "decline"}
CHECKING = ("exception", "matched")


@dataclass(frozen=True, slots=True)
class LineAct:
    """One thing that may be done; `off` is why not. With `reason` it asks something in a form of its name."""

    name: str
    title: str
    text: str
    button: str
    kind: str
    reason: bool
    off: tuple[Refusal, ...]
    key: str = ""


def rules_of(keys) -> str:
    """What stopped a line when it was checked last, in few words."""
    return ", ".join(dict.fromkeys(str(words_stops.SENTENCES[key.partition(":")[0]][0]) for key in keys))


def line_acts(line, stops, *, chosen, actor, at) -> tuple[LineAct, ...]:
    """Every act of the line's state and the reader's role; the one of the button that was pressed comes first."""
    name, key = chosen
    found = [*_deciding(line, actor, at), *_changing(line, key, actor, at), *_waiting(line, actor, at)]
    return tuple(sorted([*found, *_waiving(line, stops, key, actor, at)], key=lambda act: act.name != name))


def _approving(line, actor, at) -> str:
    """What approving it does: above her limit hers is the first of two."""
    if actor.person_id is None or not can(actor, Action.APPROVE_LINES, line):
        return ""
    on = today(line, at)
    if takes_a_second(line, actor.person_id, on=on):
        limit = approves_alone(line.organization, actor.person_id, on=on)
        said = {"limit": amount(limit.minor, limit.currency)}
        return _("You approve up to %(limit)s alone. This is more: yours is the first of two approvals.") % said
    return _("It is paid with the next batch.")


def _deciding(line, actor, at):
    words = {
        "approve": (_("Approve it"), _approving(line, actor, at), _("Approve"), "primary", False),
        "decline": (_("Decline it"), _("The therapist reads the reason and may dispute it."), _("Decline"), "stop", True),
        "overturn": (_("Let it be checked anew"), _("The therapist may be right."), _("Check it anew"), "primary", True),
        "uphold": (_("Stay with it"), _("The line stays declined."), _("Keep it declined"), "stop", True),
    }
    for name, (title, text, button, kind, reason) in words.items():
        unmet = refusals(line, name, actor=actor, at=at, **GIVEN)
        if not {"wrong_state", "not_allowed"} & {each.code for each in unmet}:
            yield LineAct(name, title, text, button, kind, reason, tuple(unmet))


def _changing(line, key, actor, at):
    """Setting it to what was agreed, asking about it, letting it wait: while it is being checked."""
    if line.state not in CHECKING or not can(actor, Action.CHECK_LINES, line):
        return
    text = _("Rate, tax, units and payee as they were agreed for that day. What was claimed is kept beside it.")
    off = tuple(against(line, Act.CHANGE_LINE, actor, at))
    yield LineAct("correct", _("Set it to what was agreed"), text, _("Correct it"), "", True, off, key)
    text = _("She answers on her page. The days until then do not count toward the day of payment.")
    yield LineAct("ask", _("Ask the therapist"), text, _("Send the question"), "", True, tuple(looking_barred(line, actor, at)), key)
    key = key or next(iter(line.stops), "")
    text = _("It goes on by itself on that day.")
    if key:
        text = _("Without a day it waits until “%(rule)s” is gone.") % {"rule": rules_of([key])}
    yield LineAct("hold", _("Let it wait"), text, _("Let it wait"), "", True, tuple(looking_barred(line, actor, at)), key)


def _waiting(line, actor, at):
    """Ending what it waits for, and moving the day on which she expects it."""
    if not can(actor, Action.CHECK_LINES, line) or line.state not in UNSETTLED:
        return
    if line.questions.filter(state="asked").exists():
        text = _("Her answer is needed no more.")
        yield LineAct("take_back", _("The therapist was asked"), text, _("Take the question back"), "", False, ())
    if line.waits.holding(today(line, at)).exists():
        off = tuple(against(line, Act.RESOLVE_LINE, actor, at))
        yield LineAct("let_go", _("It waits"), _("It is looked at again now."), _("Let it go on"), "", False, off)
    text = _("The therapist is told and reads the reason.")
    off = tuple(not_own_money(line, actor=actor, at=at))
    yield LineAct("move", _("Move the day of payment"), text, _("Move the day"), "", True, off)


def _waiving(line, stops, key, actor, at):
    """Letting a stop pass: the waiver that waits, or the chosen or first stop of which one may be proposed."""
    waits = line.waivers.filter(state="proposed").select_related("proposed_by", "line__payee", "line__participation__practitioner").first()
    if waits is not None:
        said = {"name": waits.proposed_by.full_name, "rule": rules_of([waits.key]), "reason": waits.reason}
        text = _("%(name)s proposes to let “%(rule)s” pass: “%(reason)s”") % said
        if can(actor, Action.APPROVE_LINES, line):
            off = tuple(refusals(waits, "confirm", actor=actor, at=at))
            yield LineAct("confirm", _("A waiver waits"), text, _("Let it pass"), "primary", False, off)
            yield LineAct("refuse", _("Refuse the waiver"), _("The stop stays."), _("Refuse the waiver"), "stop", True, ())
        return
    found = [stop for stop in stops if stop.waivable]
    stop = next((stop for stop in found if stop.key == key), next(iter(found), None))
    if stop is not None and line.state == "exception" and can(actor, Action.CHECK_LINES, line):
        text = _("“%(rule)s”: another person has to agree.") % {"rule": rules_of([stop.key])}
        off = tuple(against(line, Act.PROPOSE_WAIVER, actor, at))
        yield LineAct("waive", _("Let it pass"), text, _("Propose a waiver"), "", True, off, stop.key)
