"""What tests of accounts share: signing in, the newest link of a mail, and an invitation in somebody's hands."""

from datetime import UTC, datetime

from network.access import Role
from network.models import Message, User
from network.workflow import invitations
from tests.network import cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "lantern quay basil"
AT = datetime(2026, 11, 2, 12, tzinfo=UTC)


def sign_in(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id), backend=BACKEND)
    return client


def mails(address=None):
    rows = Message.objects.everywhere(reason="a test reads the outbox").order_by("pk")
    return list(rows.filter(address=address) if address else rows)


def link(address) -> str:
    """The path of the link in the newest mail to this address."""
    return "/" + mails(address)[-1].context["url"].split("://", 1)[1].partition("/")[2]


def token(address) -> str:
    return link(address).rstrip("/").rpartition("/")[2]


def admin(organization, name="Alden Birchwick"):
    return cast.staff(organization, name, Role.ADMIN)


def colleague_invited(organization, by, address="juna@harbor.example", roles=("verifier",), at=AT):
    return invitations.invite_colleague(
        organization=organization, address=address, roles=roles, given_name="Juna", family_name="Wexcombe", actor=by, at=at
    )


def therapist_invited(organization, by, address="calla@mail.example", at=AT):
    return invitations.invite_therapist(
        organization=organization, address=address, given_name="Calla", family_name="Brindlewood", actor=by, at=at
    )
