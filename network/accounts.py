"""How accounts are made and what they must have: django-allauth's adapter and the second factor."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import reverse

from network import clock, mail
from network.events import record
from network.site import absolute
from network.workflow.accounts import herself

ASKED = {"account/email/password_reset_key": "password_reset", "account/email/unknown_account": "unknown_account"}
CHANGES = {  # what allauth calls a notice → what our mail says was changed
    "account/email/password_changed": "password", "account/email/password_set": "password", "account/email/password_reset": "password",
    "account/email/email_changed": "email", "mfa/email/totp_activated": "totp_activated", "mfa/email/totp_deactivated": "totp_deactivated",
    "mfa/email/webauthn_added": "webauthn_added", "mfa/email/webauthn_removed": "webauthn_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_generated",
}


class Adapter(DefaultAccountAdapter):
    """Nobody signs up by herself: an account is made by accepting an invitation. Mails go through our outbox."""

    def is_open_for_signup(self, request):
        """Never open."""
        return False

    def send_mail(self, template_prefix, email, context):
        """The few mails allauth asks for, to the stored address where there is an account (never to a look-alike)."""
        template = ASKED[template_prefix]
        url = absolute(_path(context["password_reset_url"])) if "password_reset_url" in context else absolute("/")
        to = context.get("user") or email
        said = {"url": url, "once": template == "password_reset"}
        if "user" not in context:
            said["name"] = email  # nobody we know: greeted by the address she gave
        mail.send(to, template, said, key=f"{template}:{secrets.token_hex(8)}")

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell her what was changed about how she signs in, and put it on record."""
        what = CHANGES.get(template_prefix, "sign_in")
        event = record(user, f"account.{what}", actor=herself(user), at=clock.now())
        where = {"what": what, "url": absolute(reverse("account_reset_password"))}
        mail.send(user, "account_changed", where, key=f"account_changed:{event.pk}")

    def post_login(self, request, user, **kwargs):
        """A sign-in is on record."""
        record(user, "account.signed_in", actor=herself(user), at=clock.now())
        return super().post_login(request, user, **kwargs)


def lacks_second_factor(user) -> bool:
    """Whether a staff account still has to set up its second factor before it may work."""
    return settings.STAFF_SECOND_FACTOR and not is_mfa_enabled(user)


def password_link(user) -> str:
    """The address at which `user` sets her password: works once, for PASSWORD_RESET_TIMEOUT seconds (three days)."""
    key = default_token_generator.make_token(user)
    return absolute(reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}))


def _path(url: str) -> str:
    """The path of an address allauth made from the request's host, which nobody may choose for our mails."""
    return "/" + url.split("://", 1)[-1].partition("/")[2]
