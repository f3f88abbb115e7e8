"""What stands on top of every page of a file: who it is about, where it stands, whose turn it is, its pages, the act it waits for."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.access import Action, can
from network.formats import day, listed
from network.parts import Link, Pair, Strokes, Tag
from vetting import labels
from vetting.pages.queue import STROKES, clock, due_words
from vetting.words_values import place_label

SHOWN_DAYS = 40


def subtitle(application) -> str:
    """Reference, kind, places, when she applied."""
    parts = [application.reference, str(application.get_kind_display()), listed(map(place_label, application.jurisdictions))]
    if application.submitted_on:
        parts.append(_("applied %(day)s") % {"day": day(application.submitted_on)})
    return " · ".join(part for part in parts if part)


def facts(application, waiting, on, answered=None) -> tuple[Pair, ...]:
    """Where it stands, whose turn, whose each day was, what is next and by when, who has it; when what it renews is due."""
    step = str(labels.NEXT[waiting.turn.next_step])
    if waiting.due:
        step = _("%(step)s, by %(day)s") % {"step": step, "day": day(waiting.due)}
        step = " · ".join(filter(None, (step, labels.by_default(waiting))))
    pairs = [Pair(_("Status"), Tag(labels.STATE_TAGS[application.state], str(application.get_state_display())))]
    if waiting.turn.whose != "nobody":
        pairs += [Pair(_("Whose turn"), clock(waiting, on))]
    if waiting.strokes:
        marks = "".join(STROKES[side] for side in waiting.strokes)
        pairs.append(Pair(_("Days so far"), Strokes(marks[-SHOWN_DAYS:], str(len(marks)))))
    if waiting.turn.whose != "nobody":
        pairs.append(Pair(_("Next step"), step))
    if waiting.renews and application.is_open:
        pairs.append(Pair(_("Renews"), due_words(waiting.renews, on)))
    return (*pairs, Pair(_("With"), waiting.owner or _("Nobody yet")), *_answered(answered, waiting, on))


def _answered(answered, waiting, on):
    """Who answers where nobody has it, and who hears of its day when that has passed."""
    if answered is None or answered.due is None or answered.owner is None:
        return
    if answered.owner.name != waiting.owner:
        yield Pair(_("Answered for by"), answered.owner.name)
    if waiting.due is None:
        yield Pair(_("At the latest"), " · ".join(filter(None, (day(answered.due), labels.by_default(waiting)))))
    if answered.escalates_to is not None:
        said = _("%(name)s was told") if answered.due < on else _("%(name)s is told")
        yield Pair(_("If the day passes"), said % {"name": answered.escalates_to.name})


def tabs(application, name, count="") -> tuple[Link, ...]:
    """The tabs of a file, each a page."""
    entries = [
        ("file", _("Checklist")), ("file_timeline", _("Timeline")), ("file_documents", _("Documents")), ("decision", _("Decision")),
        ("file_screening", pgettext("tab", "Screening")),
    ]
    return tuple(
        Link(words_, url_of(view, application), count if view == "file" else "", view == name) for view, words_ in entries
    )


def to_decide(application, actor) -> tuple[Link, ...]:
    """The way to the decision of a file that waits for one, and to its evidence, for who may, on every other page of it."""
    ways = ()
    if application.state == "in_review" and can(actor, Action.DECIDE, application):
        ways += (Link(_("Decide this file"), url_of("decision", application), note="primary"),)
    if can(actor, Action.TAKE_EVIDENCE, application):
        ways += (Link(pgettext("of a file", "Evidence"), url_of("file_evidence", application)),)
    return ways


def ready(checks) -> str:
    """How many of how many checks are closed: "11 of 14"."""
    closed = sum(not row.is_open for row in checks)
    return _("%(closed)s of %(total)s") % {"closed": closed, "total": len(checks)} if checks else ""


def note(assessment, policy) -> str:
    """Which policy judged, and where the file goes by it."""
    route = _("route so far: %(route)s") % {"route": labels.ROUTES[assessment.route]}
    if policy is None:
        return route
    version = _("%(name)s v%(version)s, in force since %(day)s") % {
        "name": policy.name, "version": policy.version, "day": day(policy.effective_from),
    }
    return f"{version} · {route}"


def url_of(name, application) -> str:
    """The address of one of the file's pages, or of the queue."""
    kwargs = {"organization": application.organization.slug}
    return reverse(name, kwargs=kwargs if name == "queue" else {**kwargs, "reference": application.reference})
