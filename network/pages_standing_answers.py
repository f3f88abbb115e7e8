"""What one day's standing says in words: the verdict, available and payable with their becauses, and each answer in a table."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from network.formats import day, listed
from network.models import Service
from network.parts import Tag
from network.queries.standing import Standing
from network.standing import Use
from network.words_places import place, way
from network.words_standing import Said

SERVICES = dict(Service.choices)
SAID = 2  # reasons told beside a no; "Why not" below it has them all


@dataclass(frozen=True, slots=True)
class Line:
    """One service, place and way of meeting, with one answer per use."""

    what: str
    answers: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One question people come for: is she available, is she payable; yes or no, and because of what."""

    label: str
    tag: Tag
    because: str


def verdict(standing: Standing, today: date) -> str:
    """The answer as one sentence, in the tense of the day."""
    values = {"name": standing.name, "day": day(standing.on)}
    if standing.in_good_standing:
        if standing.on == today:
            return _("Yes. %(name)s is in good standing today, %(day)s.") % values
        if standing.on < today:
            return _("Yes. %(name)s was in good standing on %(day)s.") % values
        return _("Yes. By what is recorded, %(name)s will be in good standing on %(day)s.") % values
    if standing.on == today:
        return _("No. %(name)s is not in good standing today, %(day)s.") % values
    if standing.on < today:
        return _("No. %(name)s was not in good standing on %(day)s.") % values
    return _("No. By what is recorded, %(name)s will not be in good standing on %(day)s.") % values


def kind(standing: Standing) -> str:
    """Which face the answer has: yes is double, no is solid, a yes in part is dashed."""
    if not standing.in_good_standing:
        return "no"
    return "" if all(_by_question(standing, Use.OFFER).values()) else "unknown"


def under(standing: Standing) -> str:
    """By whose knowledge, when it is not today's."""
    if not standing.known_at:
        return ""
    return _("By what was known at the end of %(day)s.") % {"day": day(standing.known_at.date())}


def available(standing: Standing, *, knows_why: bool) -> Answered:
    """Whether new clients may be offered to her on that day."""
    found = _by_question(standing, Use.OFFER)
    if any(found.values()):
        said = _in_part(found) or _("because approval, terms and evidence cover that day and no hold stops new clients.")
    elif knows_why:
        said = _("because new clients are stopped on that day. %(why)s") % {"why": _first_reasons(standing, Use.OFFER)}
    else:
        said = _("because new clients are stopped on that day. Who reads files here can say why.")
    return Answered(_("Available on %(day)s") % {"day": day(standing.on)}, _plain(found), said)


def payable(standing: Standing, *, knows_why: bool) -> Answered:
    """Whether a session of that day may be paid, if money left on that day: sessions count and no hold stops money."""
    counts, pays = _by_question(standing, Use.SESSION), _by_question(standing, Use.RELEASE)
    found = {what: counts[what] and pays[what] for what in counts}
    if any(found.values()):
        said = _in_part(found) or _("because sessions of that day count and no hold stops money.")
    else:
        said = _unpaid(any(counts.values()), any(pays.values()))
        if knows_why:
            said = f"{said} {_first_reasons(standing, Use.SESSION, Use.RELEASE)}"
    return Answered(_("Payable on %(day)s") % {"day": day(standing.on)}, _plain(found), said)


def _unpaid(counts: bool, pays: bool) -> str:
    """Which of the two it is that stops her pay; finance learns no more."""
    if counts:
        return _("because a hold stops money on that day.")
    if pays:
        return _("because sessions of that day do not count.")
    return _("because sessions of that day do not count, and a hold stops money.")


def _by_question(standing: Standing, use: Use) -> dict[str, bool]:
    return {question(answer.need): answer.ok for answer in standing.answers if answer.need.use == use}


def _in_part(found: dict[str, bool]) -> str:
    left_out = [what for what, ok in found.items() if not ok]
    return _("but not for: %(what)s.") % {"what": listed(left_out)} if left_out else ""


def _plain(found: dict[str, bool]) -> Tag:
    return Tag("good", _("yes")) if any(found.values()) else Tag("stop", _("no"))


def _first_reasons(standing: Standing, *uses: Use) -> str:
    return " ".join([reason.message for reason in why_not(standing, *uses)][:SAID])


def why_not(standing: Standing, *uses: Use) -> tuple[Said, ...]:
    """Every reason why not, for these uses; each said once."""
    answers = (answer for answer in standing.answers if answer.need.use in uses and not answer.ok)
    return tuple({reason.message: reason for answer in answers for reason in answer.reasons}.values())


def question(need) -> str:
    """What is asked, in words: "Counseling, Ohio, by video"."""
    parts = (SERVICES.get(need.service, need.service), place(need.client_in), way(need.mode), need.panel)
    return ", ".join(str(part) for part in parts if part)


def lines(standing: Standing):
    """One line per service, place and way of meeting; one answer per use, in the order of the uses."""
    found: dict[str, dict] = {}
    for answer in standing.answers:
        found.setdefault(question(answer.need), {})[answer.need.use] = yes_or_no(answer.ok, answer.until)
    for what, answers in found.items():
        yield Line(what, tuple(answers[use] for use in Use))


def yes_or_no(ok, until=None) -> Tag:
    """An answer as a tag: yes is plain, no is said with its shape."""
    if ok:
        return Tag("done", _("yes, through %(day)s") % {"day": day(until)} if until else _("yes"))
    return Tag("stop", _("no"))
