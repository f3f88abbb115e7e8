"""Sentences of Django and allauth that reach a reader and whose Dutch we write ourselves.

Their own Dutch is missing (a password that is too short), formal, or says "invalid" where ours says how to mend it. The
project's catalog goes before theirs, so an entry is enough; it is marked here because nothing else of ours says it.
"""

from django.utils.translation import gettext_lazy, ngettext_lazy

BORROWED = (
    # choosing a password
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    gettext_lazy("This password is too common."),
    gettext_lazy("The password is too similar to the %(verbose_name)s."),
    gettext_lazy("You must type the same password each time."),
    gettext_lazy("Please type your current password."),
    # signing in
    gettext_lazy("The email address and/or password you specified are not correct."),
    gettext_lazy("Too many failed login attempts. Try again later."),
    gettext_lazy("Incorrect password."),
    gettext_lazy("Incorrect code."),
    gettext_lazy("Authenticator code"),
    # any form
    gettext_lazy("This field is required."),
    gettext_lazy("Enter a valid email address."),
    gettext_lazy("Enter a valid date."),
    gettext_lazy("Enter a whole number."),
    gettext_lazy("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_lazy("Ensure this value is greater than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    gettext_lazy("Select a valid choice. %(value)s is not one of the available choices."),
)
