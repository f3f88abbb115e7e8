"""Four eyes on a batch, by natural person; nobody pays herself; what is released is what was approved."""

from django.utils.translation import gettext_lazy as _

from network.formats import amount, day
from network.guards import today
from network.queries.people import same_persons
from network.transitions import Refusal
from payments import words_duties
from payments.duties import Act, Band, Done, approvals_needed, approvers, barred
from payments.parameters import value

NOBODY = "nobody"  # whose act it is when a line left by itself


def done(batch) -> list[Done]:
    """What was done to it, by natural person: every account of one person is the same."""
    one = {}
    for row in batch.acts.all():
        if row.person_id not in one:
            one[row.person_id] = NOBODY if row.person_id is None else str(min(same_persons(row.person_id)))
    return [Done(Act(row.act), one[row.person_id], str(batch.pk), row.pk) for row in batch.acts.all()]


def bars(batch, act: Act, actor) -> list[Refusal]:
    """Why this person may not do the act to the batch after what she did before, or because it pays her."""
    me = same_persons(actor.person_id)
    pays = [str(min(me))] if paid_people(batch) & me else []
    found = barred(act, str(min(me)), str(batch.pk), done(batch), pays=pays)
    once = {(bar.code, bar.by and bar.by.act): bar for bar in found}.values()  # locked twice is barred once
    return [Refusal(_code(bar), words_duties.said(act, bar), _("A colleague does it."), _facts(bar)) for bar in once]


def _code(bar) -> str:
    return "four_eyes" if bar.by else bar.code


def _facts(bar) -> dict:
    return {"earlier": str(bar.by.act)} if bar.by else {}


def paid_people(batch) -> set[int]:
    """Whose money it moves: the therapists of its lines, and everybody who is paid through its payees."""
    live = batch.entries.filter(live=True)
    people = set(live.values_list("line__participation__practitioner__person", flat=True))
    return people | set(live.values_list("line__payee__links__participation__practitioner__person", flat=True))


def nobody_makes_twice(batch, *, actor, at, **inputs):
    """Who approved it does not change it; nobody makes a batch that pays herself."""
    yield from bars(batch, Act.MAKE_BATCH, actor)


def nobody_approves_twice(batch, *, actor, at, **inputs):
    """Who made it does not approve it; a second approval is a second person's."""
    yield from bars(batch, Act.APPROVE_BATCH, actor)


def nobody_releases_twice(batch, *, actor, at, **inputs):
    """Who made it does not release it; who approved it may."""
    yield from bars(batch, Act.RELEASE_BATCH, actor)


def has_payments(batch, *, actor, at, **inputs):
    """An empty batch pays nobody."""
    if not batch.entries.filter(live=True).exists():
        yield Refusal("batch_empty", _("There is nothing to pay in this batch."), _("Cancel it, and make another when lines are approved."))


def day_is_ahead(batch, *, actor, at, **inputs):
    """No bank pays on a day that has passed."""
    if batch.pays_on < today(batch, at):
        words = _("The day of payment, %(day)s, has passed.") % {"day": day(batch.pays_on)}
        yield Refusal("pay_day_passed", words, _("Cancel the batch and make another with a later day."))


def approved_by_enough(batch, *, actor, at, **inputs):
    """As many people as its amount asks for have approved it since it was changed last."""
    if (missing := approvals_left(batch, at)) > 0:
        words = _("%(count)s more approvals are needed.") % {"count": missing} if missing > 1 else _("One more approval is needed.")
        yield Refusal("approvals_missing", words, _("Another person approves it first."))


def total_agrees(batch, *, actor, at, total=None, **inputs):
    """Who releases types the total: two swapped digits are seen before money leaves."""
    if total != batch.minor:
        words = _("The total of this batch is %(total)s.") % {"total": amount(batch.minor, batch.currency)}
        yield Refusal("other_total", words, _("Compare it with what you typed."), {"field": "total"})


def approvals_left(batch, at) -> int:
    """How many more people have to approve it."""
    given = approvers(Act.APPROVE_BATCH, str(batch.pk), done(batch))
    return approvals_needed(batch.total, bands(batch, at)) - len(given)


def bands(batch, at) -> tuple[Band, ...]:
    """The organization's amounts: from a sum on, two people approve."""
    limit = value(batch.organization, "payments.second_approval_from", on=today(batch, at))
    if not limit:
        return ()
    return (Band(type(batch.total)(limit - 1, batch.currency), 1), Band(None, 2))


RELEASING = [nobody_releases_twice, has_payments, day_is_ahead, approved_by_enough, total_agrees]
