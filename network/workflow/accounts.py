"""What somebody chooses for her own account: how it looks, where its mail goes, and who is signed in to it."""

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse

from network import mail
from network.access import Actor, ActorKind
from network.events import record
from network.models import User
from network.site import absolute

NEW_ADDRESS = "network.account.address"
ADDRESS_LIFE = 24 * 3600  # seconds the link to a new address is good for


def herself(user) -> Actor:
    """The actor of what somebody does to her own account: no rights anywhere."""
    return Actor(label=user.person.full_name, kind=ActorKind.OPERATOR, person_id=user.person_id, user_id=user.pk)


def prefer(user, *, language=None, theme=None, shortcuts=None) -> None:
    """Remember the language and the look she chose ("" is: as her device), and whether single keys do something.

    Holds on every device she signs in on.

    A display preference is no fact about anybody, so it leaves no event.
    """
    given = (("language", language), ("theme", theme), ("shortcuts", shortcuts))
    chosen = {name: value for name, value in given if value is not None}
    for name, value in chosen.items():
        setattr(user, name, value)
    if chosen:
        user.save(update_fields=list(chosen))


def end_sessions(user) -> None:
    """Whoever is signed in to this account is no longer."""
    user.session_epoch += 1
    user.save(update_fields=["session_epoch"])


def end_other_sessions(user, *, at) -> None:
    """She ends every session but the one she asks from (the view keeps that)."""
    with transaction.atomic():
        end_sessions(user)
        record(user, "account.sessions_ended", actor=herself(user), at=at)


def ask_new_address(user, address, *, at) -> None:
    """Send a link to the new address, which proves it. An address another account has gets none, and nobody is told so."""
    address = address.strip().lower()
    if User.objects.filter(email__iexact=address).exists():
        return
    token = signing.dumps({"user": user.pk, "from": user.email, "to": address}, salt=NEW_ADDRESS, compress=True)
    where = {"name": user.person.full_name, "url": absolute(reverse("new_address", kwargs={"token": token})), "once": True}
    event = record(user, "account.new_address_asked", actor=herself(user), at=at, after={"to": address})
    mail.send(address, "new_address", where, key=f"new_address:{event.pk}", language=user.language, at=at)


def address_asked(user, token: str) -> str:
    """The address this link would give her account; empty when it is not hers, too old, or she changed it since."""
    try:
        said = signing.loads(token, salt=NEW_ADDRESS, max_age=ADDRESS_LIFE)
    except signing.BadSignature:
        return ""
    return said["to"] if (said["user"], said["from"]) == (user.pk, user.email) else ""


def take_new_address(user, token: str, *, at) -> bool:
    """From now on she signs in with the address the link was sent to. The old one is told. False when the link is no good."""
    address, old = address_asked(user, token), user.email
    if not address:
        return False
    try:
        with transaction.atomic():
            user.email = address
            user.save(update_fields=["email"])
            EmailAddress.objects.filter(user=user).delete()  # allauth looks there first
            event = record(user, "account.email", actor=herself(user), at=at, before={"email": old}, after={"email": address})
            where = {"name": user.person.full_name, "what": "email", "url": absolute("/")}
            mail.send(old, "account_changed", where, key=f"account_changed:{event.pk}", language=user.language, at=at)
    except IntegrityError:  # somebody else took the address meanwhile
        user.email = old
        return False
    return True
