"""The sign-in forms, which come from allauth, with our words for what is left empty."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

from network.forms_base import required_words


class OurWords:
    """Says how to mend an empty field as every other form does."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = required_words(field)


class LoginForm(OurWords, account.LoginForm):
    """Address and password."""


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    """Where to send the way to a new password."""


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    """A new password by the link of a mail."""


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    """Another password."""


class SetPasswordForm(OurWords, account.SetPasswordForm):
    """A first password."""


class AddEmailForm(OurWords, account.AddEmailForm):
    """Another address."""


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    """The password once more."""


class AuthenticateForm(OurWords, mfa.AuthenticateForm):
    """The code of the second step."""


class ReauthenticateByCodeForm(OurWords, mfa.ReauthenticateForm):
    """The code of the second step once more."""


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    """The first code of an authenticator app."""
