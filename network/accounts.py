"""How accounts are made and what they must have: django-allauth's adapter and the second factor."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import reverse


class Adapter(DefaultAccountAdapter):
    """Nobody signs up by herself: an account is made by accepting an invitation."""

    def is_open_for_signup(self, request):
        """Never open."""
        return False


def lacks_second_factor(user) -> bool:
    """Whether a staff account still has to set up its second factor before it may work."""
    return settings.STAFF_SECOND_FACTOR and not is_mfa_enabled(user)


def password_link(user) -> str:
    """The address at which `user` sets her password: works once, for PASSWORD_RESET_TIMEOUT seconds (three days)."""
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return settings.SITE_URL.rstrip("/") + path
