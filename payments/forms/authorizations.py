"""Issuing an authorization by hand, allowing more units, ending one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import DayField, Form
from network.models import Jurisdiction, Panel, Participation, Service
from payments.models import AuthorizationKind
from payments.queries.authorizations import states_of


class IssueForm(Form):
    """So many units of a service for one therapist. Who the client is is asked nowhere here."""

    therapist = forms.CharField(label=_("Therapist"), max_length=20, help_text=_("The reference, such as T-00042."))
    kind = forms.ChoiceField(label=_("Kind"), choices=AuthorizationKind, initial=AuthorizationKind.SESSIONS)
    service = forms.ChoiceField(label=_("Service"), choices=Service)
    panel = forms.ChoiceField(label=_("Panel"), required=False)
    client_in = forms.CharField(
        label=_("Where the client is"), max_length=10, required=False,
        help_text=_("The code of a country. Empty: the country of the organization."),
    )
    units = forms.IntegerField(label=_("Units"), min_value=1, max_value=999)
    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"))

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.organization = organization
        panels = Panel.objects.within(organization).order_by("name")
        self.fields["panel"].choices = [("", _("None")), *((row.code, row.name) for row in panels)]
        if state := states_of(organization).first():
            self.needed = frozenset({"client_in"})
            self.fields["client_in"].help_text = _(
                "The code of the state, such as %(code)s for %(name)s. A license counts in its state alone: a session is paid when the "
                "license covers the state the client was in, and without the state none is. A job: the state it takes place in."
            ) % {"code": state.code, "name": state.name}

    def clean_therapist(self) -> Participation:
        """Her participation in this organization."""
        rows = Participation.objects.within(self.organization).select_related("organization", "practitioner")
        row = rows.filter(practitioner__reference__iexact=self.cleaned_data["therapist"].strip()).first()
        if row is None:
            raise forms.ValidationError(_("Nobody in the network has this reference."))
        return row

    def clean_client_in(self) -> str:
        """A jurisdiction that is known; it may stay empty only where licenses are of the whole country."""
        code = self.cleaned_data["client_in"].strip().upper()
        if (not code or code == self.organization.country) and states_of(self.organization).exists():
            raise forms.ValidationError(_("Say in which state the client is: licenses are of a state, and without it nothing is paid."))
        if code and not Jurisdiction.objects.filter(pk=code).exists():
            raise forms.ValidationError(_("This jurisdiction is not known here."))
        return code

    def given(self) -> dict:
        """The values as the workflow takes them."""
        values = dict(self.cleaned_data)
        panel = values.pop("panel")
        row = Panel.objects.within(self.organization).filter(code=panel).first() if panel else None
        therapist = values.pop("therapist")
        return {**values, "panel": row, "participation": therapist}


class ExtendForm(Form):
    """More units, and why."""

    units = forms.IntegerField(label=_("More units"), min_value=1, max_value=999)
    last = DayField(label=_("Last day"), required=False, help_text=_("Empty: as it was."))
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("Without anything that tells who the client is."))


class GrantForm(Form):
    """Through which day the units that are granted may be used."""

    last = DayField(label=_("Last day"), required=False, help_text=_("Empty: as it was."))


class CancelForm(Form):
    """Why an authorization is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
