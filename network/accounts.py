"""How accounts are made and what they must have: django-allauth's adapter and the second factor."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings


class Adapter(DefaultAccountAdapter):
    """Nobody signs up by herself: an account is made by accepting an invitation."""

    def is_open_for_signup(self, request):
        """Never open."""
        return False


def lacks_second_factor(user) -> bool:
    """Whether a staff account still has to set up its second factor before it may work."""
    return settings.STAFF_SECOND_FACTOR and not is_mfa_enabled(user)
