"""Where her application is: one sentence that names who has it and by when, and the steps behind and ahead."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.dates import zone_named
from network.formats import day, day_short, listed
from network.parts import Step
from vetting.queries.mine import Mine


@dataclass(frozen=True, slots=True)
class Tracker:
    """`strong` says whose turn it is; `text` who exactly, what is next and by when; `days` whose each passed day was."""

    strong: str
    text: str
    steps: tuple[Step, ...]
    days: str


CLOSED = {
    "denied": gettext_lazy("%(name)s decided not to approve you on %(day)s. The letter says why, and how to appeal."),
    "not_accepted": gettext_lazy("%(name)s closed this application on %(day)s without judging it. The letter says why."),
    "withdrawn": gettext_lazy("You took this application back on %(day)s. You may apply again at any time."),
    "lapsed": gettext_lazy("This application was never completed and closed on %(day)s. You may apply again at any time."),
    "vacated": gettext_lazy("%(name)s took its approval back on %(day)s. The letter says why, and how to appeal."),
}
NEXT = {
    "begin_checks": gettext_lazy("%(who)s has your application and takes it on by %(day)s."),
    "check": gettext_lazy("%(who)s is checking your evidence, by %(day)s."),
    "refer": gettext_lazy("%(who)s has checked everything and hands it over for decision by %(day)s."),
    "decide": gettext_lazy("%(who)s decides by %(day)s."),
    "wait": gettext_lazy("%(who)s asked a register or another source, and expects the answer by %(day)s."),
}
NEXT_UNDATED = {
    "wait": gettext_lazy("%(who)s asked a register or another source, and waits for its answer."),
}


def tracker(mine: Mine) -> Tracker:
    """The sentence and the steps of one application that was sent in."""
    strong, text = sentence(mine)
    return Tracker(strong, text, tuple(steps(mine)), days(mine))


def who(mine: Mine) -> str:
    """The named person who has the file: who decides, who took it on, or who takes files on."""
    turn = mine.waiting.turn
    if turn.next_step == "decide" and mine.by_committee:
        return _("The committee of %(name)s") % {"name": mine.application.organization.name}
    if turn.next_step == "decide":
        names = mine.contacts.directors
        if len(names) > 1:
            return _("One of the directors (%(names)s)") % {"names": listed(names)}
        return names[0] if names else mine.contacts.manager
    return mine.waiting.owner or mine.contacts.manager


def sentence(mine: Mine) -> tuple[str, str]:
    """Whose turn it is, and what that means for her."""
    application, turn, due = mine.application, mine.waiting.turn, mine.waiting.due
    name = application.organization.name
    if application.state in CLOSED:
        return _("This application is closed."), str(CLOSED[application.state]) % {"name": name, "day": day(_since(mine))}
    if turn.next_step == "answer":
        text = _("%(name)s asks you for something, by %(day)s. Other checks go on meanwhile.")
        return _("It is your turn."), text % {"name": name, "day": day(due)}
    if turn.next_step == "accept_terms":
        text = _("Accept the terms of %(name)s, then clients can be sent to you.") % {"name": name}
        return _("You are approved."), f"{text} {_latest(mine)}".strip()
    if turn.whose == "nobody":
        return _("You are approved."), _("There is nothing to do for this application.")
    said = f"{_next(mine, due)} {_asked(mine) or _('You have nothing to do now.')}"
    return _("%(name)s has your application.") % {"name": name}, said


def _next(mine: Mine, due) -> str:
    step = mine.waiting.turn.next_step
    words = NEXT[step] if due else NEXT_UNDATED.get(step, NEXT[step])
    said = str(words) % {"who": who(mine), "day": day(due) if due else ""}
    if mine.waiting.late:
        said = f"{said} {_('That day has passed: you may ask.')}"
    if mine.meets_on and mine.meets_on >= mine.on:
        told = _("It is on the agenda of the meeting of %(day)s; that day may still change.") % {"day": day(mine.meets_on)}
        said = f"{said} {told}"
    return f"{said} {_latest(mine)}".strip()


def _latest(mine: Mine) -> str:
    """Where nobody named a day, the last one; and whose number of days it stands on, where nobody in the organization said it."""
    now = mine.waiting
    if now.latest:
        words = _("At the latest on %(day)s, by the platform’s default.") if now.by_default else _("At the latest on %(day)s.")
        return words % {"day": day(now.latest)}
    return _("That day is the platform’s default: %(name)s has set no other.") % {
        "name": mine.application.organization.name} if now.by_default and now.due else ""  # fmt: skip


def _asked(mine: Mine) -> str:
    if not mine.asked:
        return ""
    return _("Meanwhile you have a question to answer, by %(day)s.") % {"day": day(mine.asked[0].due_on)}


def _since(mine: Mine):
    return mine.application.state_since.astimezone(zone_named(mine.application.organization.zone)).date()


def days(mine: Mine) -> str:
    """Whose each day was, in words: our clock and hers are separate."""
    counts = mine.waiting.counts
    parts = [
        (ngettext("%(count)s day with %(name)s", "%(count)s days with %(name)s", counts["ours"]), counts["ours"]),
        (ngettext("%(count)s day with you", "%(count)s days with you", counts["theirs"]), counts["theirs"]),
        (ngettext("%(count)s day with a source", "%(count)s days with sources", counts["source"]), counts["source"]),
    ]
    name = mine.application.organization.name
    said = [words % {"count": count, "name": name} for words, count in parts if count]
    return _("So far: %(days)s.") % {"days": listed(said)} if said else ""


PLACE = {"submitted": 1, "checking": 1, "in_review": 2, "approved": 3, "denied": 2, "vacated": 2}


def steps(mine: Mine):
    """Received, checked, decided, terms, ready: each with its date and whose it is."""
    state = mine.application.state
    now = PLACE.get(state, 1)
    if mine.application.participation.state == "active" and state == "approved":
        now = 5
    notes = (_received, _checked, _decided, _terms, _ready)
    for number, (label, note) in enumerate(zip(LABELS, notes, strict=True)):
        shape = "done" if number < now else "now" if number == now else "later"
        yield Step(str(label), note(mine, shape), shape)


LABELS = (
    gettext_lazy("Received"), gettext_lazy("Evidence checked"), gettext_lazy("Decision"), gettext_lazy("Terms accepted"),
    gettext_lazy("Ready for referrals"),
)


def _received(mine, shape):
    return _("%(day)s, signed by you") % {"day": day_short(mine.application.submitted_on)} if mine.application.submitted_on else ""


def _checked(mine, shape):
    checks, state = mine.loaded.checks, mine.application.state
    if shape == "done":
        return _("By %(who)s") % {"who": mine.waiting.owner or mine.contacts.manager}
    if state == "submitted":
        return _("%(who)s takes it on by %(day)s") % {"who": who(mine), "day": day_short(mine.waiting.due)}
    if state != "checking":
        return ""
    closed = sum(not row.is_open for row in checks)
    done = _("%(done)s of %(total)s checks done, by %(who)s") % {"done": closed, "total": len(checks), "who": who(mine)}
    by = mine.waiting.due
    return f"{done} · {_('expected by %(day)s') % {'day': day_short(by)}}" if by and mine.waiting.turn.whose != "theirs" else done


def _decided(mine, shape):
    if mine.application.state in ("approved", "denied", "vacated"):
        return _("%(day)s, in writing") % {"day": day_short(_since(mine))}
    if shape == "now":
        return _("%(who)s, by %(day)s") % {"who": who(mine), "day": day_short(mine.waiting.due)}
    names = mine.contacts.directors
    if len(names) == 1:
        return _("By %(who)s, who did none of the checks") % {"who": names[0]}
    return _("By a director who did none of the checks")


def _terms(mine, shape):
    if shape == "done":
        return _("By you")
    return _("Two minutes, by you") if shape == "now" else _("By you, once you are approved")


def _ready(mine, shape):
    return _("Clients can be sent to you") if shape == "done" else _("As soon as you accepted the terms")
