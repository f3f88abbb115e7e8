"""The way back for who lost her second step: she knows her password, and two people of her organization vouch for her."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network import mail
from network.access import GRANTS, Action, system
from network.events import record
from network.guards_accounts import RECOVERY_LIFE
from network.models import Membership, Organization, Participation, Recovery, User
from network.queries.accounts import in_force, workplaces
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


def refuse(recovery, *, how, actor, at) -> None:
    """It is not her. Nothing changes, and she is told. Raises Refused."""
    _insist(how)
    with transaction.atomic():
        perform(recovery, "refuse", actor=actor, at=at, note=how, how=how)
        _tell(recovery, "recovery_refused", at)


def _insist(how) -> None:
    if not str(how).strip():
        raise Refused([Refusal("no_reason", _("It is not said how you know."), _("Say how you spoke to her: by a number you had before."))])


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
    able = {role for role, actions in GRANTS.items() if Action.CONFIRM_RECOVERY in actions}
    where = {"url": absolute(reverse("recoveries", kwargs={"organization": recovery.organization.slug}))}
    for row in Membership.objects.within(recovery.organization).select_related("user__person", "organization"):
        if able & set(row.roles) and in_force(row, at) and row.user_id != recovery.user_id:
            key = f"recovery:{recovery.pk}:to:{row.user_id}"
            mail.send(row.user, "recovery_to_confirm", where, key=key, organization=recovery.organization, at=at)


def _tell(recovery, template, at) -> None:
    where = {"url": absolute(reverse("account_login"))}
    key = f"recovery:{recovery.pk}:{template}"
    mail.send(recovery.user, template, where, key=key, organization=recovery.organization, at=at)
