"""Numbers about files in words: how long they took, how many were clean, how old the open ones are, what the committee resolved."""

from collections.abc import Callable, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from network.formats import month, percent
from network.plots import Bar, Part, plot
from vetting.models import Kind, State
from vetting.pages.numbers import Told
from vetting.steering import (
    AGES,
    OpenFile,
    Period,
    Share,
    Times,
    Vetted,
    aged,
    clean_share,
    in_month,
    percentile,
    times,
)
from vetting.turns import OURS, SOURCE, THEIRS


def days_words(days: int | None) -> str:
    """"12 days"; a dash for none."""
    return "–" if days is None else ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def share_words(share: Share) -> str:
    """"21 of 34 (62%)"; a dash of nothing."""
    if share.percent is None:
        return "–"
    return _("%(part)s of %(whole)s (%(percent)s)") % parts_of(share)


def parts_of(share: Share) -> dict:
    """What a sentence says of a share of something."""
    return {"part": share.part, "whole": share.whole, "percent": percent(share.percent)}


def by_month(period: Period, words: Callable) -> list:
    """What `words` says of each month, in order."""
    return [words(each) for each in period.months]


# ── Time to credential ───────────────────────────────────────────────────────


def told_time(found: Sequence[Vetted], period: Period) -> Told:
    """How long decided files took, and whose days those were."""
    whole = times(found)
    sentence = _("Nobody was decided on in these months")
    if found:
        sentence = _("Half of the decided files took at most %(half)s, nine in ten at most %(nine)s") % {
            "half": days_words(whole.whole.median), "nine": days_words(whole.whole.p90)
        }
    return Told(
        sentence,
        _("Calendar days from the day she signed to the day of the decision, each day on one side: ours while we have something to do, "
          "else the therapist's while she has a question to answer, else the source's. Half of the files took at most the median, nine "
          "in ten at most the P90; each is a number of days that a file really took, so the sides need not add up. Reviews for cause "
          "and decisions taken over with a network are left out."),
        (_sides(whole), _months(found, period)),
        (pgettext("numbers", "Files"), _("How many"), *(f"{side}, {rank}" for side in side_names() for rank in (_("median"), "P90"))),
        tuple(_time_row(label, times(rows)) for label, rows in _groups(found, period)),
    )


def side_names() -> tuple[str, ...]:
    """In all, and whose days."""
    return _("In all"), _("Our days"), _("Therapist's days"), _("Sources' days")


def _groups(found, period):
    yield _("All"), found
    for kind in Kind:
        if rows := [row for row in found if row.kind == kind]:
            yield str(kind.label), rows
    for each in period.months:
        yield month(each), in_month(found, each, lambda row: row.decided)


def _spreads(row: Times):
    return row.whole, row.ours, row.theirs, row.source


def _time_row(label, row: Times) -> tuple:
    return (label, row.files, *(number for spread in _spreads(row) for number in (spread.median, spread.p90)))


def _sides(whole: Times):
    kinds = ("brand", OURS, THEIRS, SOURCE)
    bars = [_spread_bar(name, kind, spread) for name, kind, spread in zip(side_names(), kinds, _spreads(whole), strict=True)]
    legend = (("brand", _("half of the files, at most")), ("upto", _("nine in ten, at most")))
    return plot(_("Days, and whose they were"), bars, legend=legend)


def _spread_bar(name, kind, spread) -> Bar:
    half, nine = spread.median or 0, spread.p90 or 0
    parts = Part(kind, half, _("half: at most %(days)s") % {"days": days_words(half)}), Part(
        "upto", nine - half, _("nine in ten: at most %(days)s") % {"days": days_words(nine)}
    )
    value = "–" if spread.p90 is None else _("%(half)s · %(nine)s days") % {"half": half, "nine": nine}
    return Bar(name, value, parts)


def _months(found, period):
    def bar(each):
        row = times(in_month(found, each, lambda one: one.decided))
        return _spread_bar(month(each), "brand", row.whole)

    return plot(_("Days in all, by month of the decision"), by_month(period, bar))


# ── Clean files ──────────────────────────────────────────────────────────────


def told_clean(found: Sequence[Vetted], period: Period) -> Told:
    """How many decided files needed nobody's judgment."""
    share = clean_share(found)
    mine = {each: clean_share(in_month(found, each, lambda row: row.decided)) for each in period.months}
    sentence = _("Nobody was decided on in these months")
    if found:
        sentence = _("%(part)s of %(whole)s decided files were clean (%(percent)s)") % parts_of(share)
    rows = [(_("All"), share), *((month(each), one) for each, one in mine.items())]
    return Told(
        sentence,
        _("A file is clean when, on the day of its decision, every rule of the policy was met on its own evidence: it needed a named "
          "director's signature and nobody's judgment."),
        (share_plot(_("Clean files of a hundred, by month of the decision"), mine),),
        (pgettext("numbers", "Files"), _("Decided"), pgettext("numbers", "Clean"), _("Percent")),
        tuple((label, one.whole, one.part, one.percent) for label, one in rows),
    )


def share_plot(title, shares: dict):
    """A share for each month, of a hundred."""
    def bar(each, share):
        return Bar(month(each), share_words(share), (Part("good", share.percent or 0, share_words(share)),))

    return plot(title, [bar(each, share) for each, share in shares.items()], most=100)


# ── Open files ───────────────────────────────────────────────────────────────


def told_open(found: Sequence[OpenFile], period: Period) -> Told:
    """How old the open files are, and whose turn it is."""
    whole = aged(found)
    late = ngettext("%(count)s is past its date", "%(count)s are past their date", whole.late) % {"count": whole.late}
    sentence = ngettext(
        "%(count)s open file, the oldest of %(days)s; %(late)s", "%(count)s open files, the oldest of %(days)s; %(late)s", whole.files
    ) % {"count": whole.files, "days": days_words(whole.oldest), "late": late}
    states = [(state, aged([row for row in found if row.state == state])) for state in ("draft", "submitted", "checking", "in_review")]
    sides = ((OURS, _("ours")), (THEIRS, _("the therapist's")), (SOURCE, _("the source's")))
    bars = [
        Bar(str(State(state).label), str(one.files), [
            Part(side, one.whose.get(side, 0), f"{words}: {one.whose.get(side, 0)}") for side, words in sides
        ]) for state, one in states
    ]
    return Told(
        sentence if found else _("No file is open"),
        _("Today. A file's age is counted from the day she signed, a draft's from the day it was begun."),
        (plot(_("Open files, and whose turn it is"), bars, legend=sides),),
        (_("State"), _("Open"), *_ages(), _("Oldest, days"), _("Past their date"), *(capfirst(words) for _side, words in sides)),
        (_age_row(_("All"), whole, sides), *(_age_row(str(State(state).label), one, sides) for state, one in states)),
        today=True,
    )


def _ages() -> tuple[str, ...]:
    bands = zip((0, *(edge + 1 for edge in AGES)), AGES, strict=False)
    words = (_("%(first)s–%(last)s days") % {"first": first, "last": last} for first, last in bands)
    return *words, _("over %(days)s days") % {"days": AGES[-1]}


def _age_row(label, one, sides) -> tuple:
    return (label, one.files, *one.by_age, one.oldest, one.late, *(one.whose.get(side, 0) for side, _words in sides))


# ── The committee ────────────────────────────────────────────────────────────


def told_committee(found, period: Period) -> Told:
    """What meetings resolved. `found`: what was on their agendas, and how many files wait for the committee now."""
    items, waiting = found
    carried, meetings = sum(row[2] == "carried" for row in items), len({row[1] for row in items})
    sentence = _("The committee resolved %(files)s in %(meetings)s; %(waiting)s for it now") % {
        "files": ngettext("%(count)s file", "%(count)s files", carried) % {"count": carried},
        "meetings": ngettext("%(count)s meeting", "%(count)s meetings", meetings) % {"count": meetings},
        "waiting": ngettext("%(count)s waits", "%(count)s wait", waiting) % {"count": waiting},
    }
    became = (("good", "carried", _("resolved")), ("warn", "tabled", _("tabled")), ("upto", "struck", _("taken off")))
    mine = {each: in_month(items, each, lambda row: row[0]) for each in period.months}
    bars = [Bar(month(each), str(len(rows)), [_became(rows, *one) for one in became]) for each, rows in mine.items()]
    return Told(
        sentence,
        _("Meetings that are over, by the day they were opened on. What was tabled comes back on a later agenda and is counted there "
          "again."),
        (plot(_("What became of the agenda, by month"), bars, legend=tuple((kind, words) for kind, _state, words in became)),),
        (
            _("Month"), _("Meetings"), _("On the agenda"), *(capfirst(words) for _kind, _state, words in became), _("Approved"),
            _("Denied"), _("Resolved per meeting, median"),
        ),
        (_committee_row(_("All"), items), *(_committee_row(month(each), rows) for each, rows in mine.items())),
    )


def _became(rows, kind, state, words) -> Part:
    count = sum(row[2] == state for row in rows)
    return Part(kind, count, f"{words}: {count}")


def _committee_row(label, rows) -> tuple:
    held = {row[1] for row in rows}
    states = [sum(row[2] == state for row in rows) for state in ("carried", "tabled", "struck")]
    outcomes = [sum(row[2] == "carried" and row[3].startswith(outcome) for row in rows) for outcome in ("approved", "denied")]
    per_meeting = [sum(row[1] == meeting and row[2] == "carried" for row in rows) for meeting in held]
    return (label, len(held), len(rows), *states, *outcomes, percentile(per_meeting, 50))
