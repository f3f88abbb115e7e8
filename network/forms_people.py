"""Forms about colleagues and invitations."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from network.access import Role
from network.forms_base import DayField, Form
from network.models import User
from network.words_identity import DOCUMENTS, WAYS
from network.words_roles import DOES


def described_roles():
    """Each role with what it is for, on a line of its own."""
    return [(role.value, format_html("<span><b>{}</b> <small>{}</small></span>", role.label, DOES[role])) for role in Role]


class RolesField(forms.MultipleChoiceField):
    """Any number of roles, each explained."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Roles"))
        super().__init__(choices=described_roles, **kwargs)


class NameForm(Form):
    """Who somebody is."""

    given_name = forms.CharField(label=_("Given name"), max_length=100)
    prefix = forms.CharField(label=_("Prefix"), max_length=30, required=False, help_text=_("As in “van der”."))
    family_name = forms.CharField(label=_("Family name"), max_length=100)

    def name(self) -> dict:
        """The name, as the workflow takes it."""
        return {part: self.cleaned_data[part] for part in ("given_name", "prefix", "family_name")}


class InvolvedForm(Form):
    """Where somebody who decides works and how she is reached there; kept as keyed hashes only."""

    addresses = forms.CharField(
        label=_("Address of your practice"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line. Kept as a fingerprint that can be compared and not read."),
    )
    employers = forms.CharField(
        label=_("Where you work or worked"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. Kept as a fingerprint that can be compared and not read."),
    )
    phones = forms.CharField(
        label=_("Telephone of your practice"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line."),
    )

    def values(self) -> dict:
        """What the workflow takes: lists of values, by kind."""
        fields = {"address": "addresses", "employer": "employers", "phone": "phones"}
        return {kind: [line for line in self.cleaned_data[name].splitlines() if line.strip()] for kind, name in fields.items()}


class InvitationForm(NameForm):
    """Whom to invite, and in which language the mail is."""

    address = forms.EmailField(label=_("E-mail address"), max_length=254, help_text=_("The invitation works for this address only."))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=[("en", "English"), ("nl", "Nederlands")])

    def asked(self) -> dict:
        """Everything the workflow takes."""
        return {**self.name(), "address": self.cleaned_data["address"], "language": self.cleaned_data["language"]}


class ColleagueForm(InvitationForm):
    """A colleague with her roles."""

    roles = RolesField(help_text=_("What this colleague may do here. You can change it later."))

    def asked(self) -> dict:
        """Everything the workflow takes."""
        return {**super().asked(), "roles": self.cleaned_data["roles"]}


class OwnerForm(Form):
    """The address of the therapist an imported profile is about."""

    address = forms.EmailField(label=_("E-mail address"), max_length=254, help_text=_("The invitation works for this address only."))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=[("en", "English"), ("nl", "Nederlands")])


class RolesForm(Form):
    """The roles of a colleague."""

    roles = RolesField()


class LastDayForm(Form):
    """The last day of a membership."""

    last_day = DayField(label=_("Last day"), help_text=_("Work goes on through the end of this day. Yesterday ends it now."))


class AuditForm(Form):
    """What an auditor reads, and until when."""

    first = DayField(label=_("Files decided from"))
    last = DayField(label=_("Files decided through"))
    last_day = DayField(label=_("Last day of access"), help_text=_("From the day after, every page tells that the access has ended."))


class HowForm(Form):
    """How somebody knows who another person is."""

    how = forms.CharField(label=_("How do you know?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class MeetingForm(Form):
    """How somebody who claims a profile was met, and what she showed. The number of her document is not kept."""

    way = forms.ChoiceField(label=_("How did you meet?"), widget=forms.RadioSelect)
    document = forms.ChoiceField(label=_("Document that was shown"), choices=[("", _("Choose the document")), *DOCUMENTS.items()])
    on = DayField(label=_("Day you met"))
    code = forms.CharField(
        label=_("Code that was read out"), max_length=12,
        help_text=_("Six digits that the therapist finds under “Your identity code”. They show whose account it is."),
    )

    def __init__(self, *args, ways, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(way, WAYS[way]) for way in ways]


class SamePersonForm(Form):
    """Two people who may be one."""

    one = forms.CharField(label=_("First account"), max_length=254, help_text=_("E-mail address or reference (such as T-00042)."))
    other = forms.CharField(label=_("Second account"), max_length=254, help_text=_("E-mail address or reference."))
    reason = forms.CharField(label=_("What they have in common"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), required=False)


class PasswordFields(Form):
    """A new password, twice."""

    password1 = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Three or four unrelated words are easy to remember and hard to guess."),
    )
    password2 = forms.CharField(
        label=_("The password once more"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, address="", **kwargs):
        super().__init__(*args, **kwargs)
        self.address = address

    def clean(self):
        """Both the same, and good enough for this account."""
        cleaned = super().clean()
        first, again = cleaned.get("password1"), cleaned.get("password2")
        if first and again and first != again:
            self.add_error("password2", ValidationError(_("The two passwords differ. Type the same one twice."), code="differs"))
        elif first:
            try:
                validate_password(first, user=User(email=self.address))
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class NumberForm(Form):
    """The license number that proves a claim."""

    number = forms.CharField(label=_("License number"), max_length=60, help_text=_("As it stands on your license."))


class AcceptForm(PasswordFields, NameForm):
    """A new account by invitation."""

    field_order = ["given_name", "prefix", "family_name", "number", "password1", "password2"]


class AcceptClaimForm(AcceptForm, NumberForm):
    """A new account for the owner of an imported profile."""


class RecoveryForm(Form):
    """Who should let her back in, and what happened."""

    organization = forms.ChoiceField(label=_("Who knows you?"), help_text=_("Two people there will speak to you."))
    note = forms.CharField(label=_("What happened?"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        self.fields["organization"].choices = [(key, place.name) for key, place in self.places.items()]
        self.fields["organization"].initial = next(iter(self.places), None)

    def place(self):
        """The organization she chose."""
        return self.places[self.cleaned_data["organization"]]


class AddressForm(Form):
    """Another address to sign in with."""

    email = forms.EmailField(
        label=_("New e-mail address"), max_length=254, help_text=_("A link is sent there first."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
