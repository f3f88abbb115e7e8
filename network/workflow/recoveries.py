"""The way back for who lost her second step: she knows her password, and two people of her organization vouch for her."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network import mail
from network.access import GRANTS, Action, Actor, ActorKind, system
from network.events import record
from network.guards_accounts import RECOVERY_LIFE
from network.models import Membership, Organization, Participation, Recovery, User
from network.queries.accounts import in_force, workplaces
from network.queries.people import same_persons
from network.site import absolute
from network.transitions import Refusal, Refused, perform
from network.workflow.accounts import end_sessions
from network.workflow.staff import newcomer


def who_can_vouch(user, *, at) -> list[Organization]:
    """The organizations that know her: where she works today, and where she takes part as a therapist."""
    places = {row.organization for row in workplaces(user, at=at)}
    if practitioner := getattr(user.person, "practitioner", None):
        rows = Participation.objects.of(practitioner).exclude(state__in=("declined", "ended")).select_related("organization")
        places |= {row.organization for row in rows}
    return sorted(places, key=lambda place: place.name)


def ask(*, user, organization, note="", at) -> Recovery:
    """She asks one organization to vouch for her, after her password was accepted; asking again renews the open request.

    Raises Refused when the organization does not know her.
    """
    if organization not in who_can_vouch(user, at=at):
        raise Refused([Refusal("unknown", _("This organization does not know you."), _("Choose one you work with."))])
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        rows = Recovery.objects.within(organization).filter(user=user, state__in=("asked", "vouched"))
        if open_one := rows.first():
            return _asked_again(open_one, note, at)
        row = Recovery(organization=organization, user=user, note=note[:300], asked_at=at)
        row.save()
        record(row, "recovery.asked", actor=newcomer(user, organization), at=at, reason=note)
        _announce(row, at)
    return row


def who_can_confirm(recovery, *, at) -> list[Membership]:
    """One account of every colleague whose role lets her confirm it today; nobody twice, and never herself."""
    able = {role for role, actions in GRANTS.items() if Action.CONFIRM_RECOVERY in actions}
    found, known = [], same_persons(recovery.user.person_id)
    rows = Membership.objects.within(recovery.organization).select_related("user__person", "person", "organization")
    for row in rows.filter(user__is_active=True).order_by("pk"):
        if able & set(row.roles) and in_force(row, at) and row.person_id not in known:
            found.append(row)
            known |= same_persons(row.person_id)
    return found


def _asked_again(row, note, at) -> Recovery:
    """Asked anew it counts from now. A word given for a conversation of more than a week ago is taken back."""
    if row.state == "vouched" and at - row.asked_at > RECOVERY_LIFE:
        perform(row, "start_over", actor=system("recoveries", row.organization), at=at)
    if row.state == "asked":
        row.asked_at, row.note = at, note[:300] or row.note
        row.save(update_fields=["asked_at", "note"])
        record(row, "recovery.asked_again", actor=newcomer(row.user, row.organization), at=at, reason=note)
    return row


def confirm(recovery, *, how, actor, at) -> bool:
    """One of the two says it is her, and how she knows. With the second the lost step is removed. Returns whether it was.

    Raises Refused: the second must be another person, and neither may be herself, under any account.
    """
    _insist(how)
    with transaction.atomic():
        recovery.refresh_from_db()
        name = "complete" if recovery.state == "vouched" else "vouch"
        perform(recovery, name, actor=actor, at=at, note=how, how=how)
        if name == "complete":
            _open_again(recovery, actor, at)
    return name == "complete"


def confirm_at_terminal(recovery, *, name, how, person=None, at) -> bool:
    """The operator is one of the two, where fewer than two colleagues can be; the other stays a colleague on her own screen.

    `name` is the operator's own; `person` hers, where she has an account here. Returns and raises as `confirm` does.
    """
    _insist(how)
    if not name.strip():
        raise Refused([Refusal("no_name", _("It is not said who you are."), _("Give your own name: it is kept on record."))])
    actor = Actor(
        label=name, kind=ActorKind.TERMINAL, person_id=person.pk if person else None, organization_id=recovery.organization_id
    )
    with transaction.atomic():
        colleagues = [row.person for row in who_can_confirm(recovery, at=at)]
        recovery.refresh_from_db()
        name = "complete_at_terminal" if recovery.state == "vouched" else "vouch_at_terminal"
        perform(recovery, name, actor=actor, at=at, note=how, how=how, colleagues=colleagues)
        if name == "complete_at_terminal":
            _open_again(recovery, actor, at)
    return name == "complete_at_terminal"


def refuse(recovery, *, how, actor, at) -> None:
    """It is not her. Nothing changes, and she is told. Raises Refused."""
    _insist(how)
    with transaction.atomic():
        perform(recovery, "refuse", actor=actor, at=at, note=how, how=how)
        _tell(recovery, "recovery_refused", at)


def _insist(how) -> None:
    if not str(how).strip():
        raise Refused([Refusal("no_reason", _("It is not said how you know."), _("Say how you spoke: by a number you had before."))])


def _open_again(recovery, actor, at) -> None:
    """Take every second step off the account and end its sessions; her next sign-in sets up a new one."""
    user = User.objects.select_for_update().get(pk=recovery.user_id)
    lost = Authenticator.objects.filter(user=user)
    kinds = sorted({row.type for row in lost})
    lost.delete()
    end_sessions(user)
    record(user, "account.second_factor_removed", actor=actor, at=at, before={"kinds": kinds}, detail={"recovery": recovery.pk})
    _tell(recovery, "recovery_done", at)


def _announce(recovery, at) -> None:
    """Tell her that somebody asked, and those who can confirm it that somebody waits."""
    _tell(recovery, "recovery_asked", at)
    where = {"url": absolute(reverse("recoveries", kwargs={"organization": recovery.organization.slug}))}
    for row in who_can_confirm(recovery, at=at):
        key = f"recovery:{recovery.pk}:to:{row.user_id}"
        mail.send(row.user, "recovery_to_confirm", where, key=key, organization=recovery.organization, at=at)


def _tell(recovery, template, at) -> None:
    where = {"url": absolute(reverse("account_login"))}
    key = f"recovery:{recovery.pk}:{template}"
    mail.send(recovery.user, template, where, key=key, organization=recovery.organization, at=at)
