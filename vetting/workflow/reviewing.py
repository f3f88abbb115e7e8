"""A review for cause: opened by the organization about somebody in its network, without her signature."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require, system
from network.models import Organization, Person
from network.transitions import Refusal, Refused, perform, unless
from vetting.facts.letters import review_context
from vetting.facts.policies import policy_binding
from vetting.models import Application
from vetting.queries.judging import day_of
from vetting.workflow.applying import INSIDE, begin, open_one
from vetting.workflow.checking import open_required, screen
from vetting.workflow.correspondence import write
from vetting.workflow.renewing import has_now


def unless_open(participation, actor) -> tuple[Refusal, ...]:
    """Why this actor may not open a review of somebody now, for the button that would; empty when nothing stands in the way."""
    found = tuple(unless(actor, Action.OPEN_REVIEW, participation))
    if open_one(participation, "for_cause"):
        found += (Refusal("open_already", _("A review is open already."), _("Find it in the queue, and decide it.")),)
    return found + tuple(_not_inside(participation))


def _not_inside(participation):
    if participation.state not in INSIDE:
        coming = participation.state == "onboarding"
        cure = _("It can be opened once the therapist has accepted the terms.") if coming else _("Begin a first application.")
        yield Refusal("not_in", _("This therapist does not take part in your network."), cure)


def open_review(*, participation, reason, actor, at, told="", by=None) -> Application:
    """Look again at somebody in the network, with a reason: checks are opened at once. The open review when there is one.

    What she signed last is what is looked at, for all she is approved for; she signs nothing, and is asked questions as in any
    file. A letter says what is looked at, in the words of `told`, what it means meanwhile and how she answers. Raises Refused.
    """
    organization = participation.organization
    require(actor, Action.OPEN_REVIEW, participation)
    on, clockwork = day_of(organization, at), system("for cause", organization)
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        if refused := list(_not_inside(participation)):
            raise Refused(refused)
        if current := open_one(participation, "for_cause"):
            return current
        last, has = _signed_last(participation), has_now(participation)
        review = begin(
            participation, kind="for_cause", jurisdictions=has["jurisdictions"], services=has["services"], actor=actor, at=at
        )
        perform(
            review, "open_review", actor=actor, at=at, note=reason, reason=reason, on=on,
            policy=policy_binding(organization, on), snapshot=last.snapshot if last else {}, assignee=by.pk if by else None,
        )
        open_required(review, actor=clockwork, at=at)
        screen(review, actor=clockwork, at=at)
        context = review_context(review, told=told, by=by or Person.objects.get(pk=actor.person_id), on=on)
        write(review, "review_opened", context, key=f"review:{review.reference}", at=at, reference=review.reference)
    return review


def _signed_last(participation) -> Application | None:
    """Her newest approved application here, with the statement it rests on."""
    rows = Application.objects.within(participation.organization).filter(participation=participation, state="approved")
    return rows.order_by("-pk").first()
