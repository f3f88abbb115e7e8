"""Searching among the files of an audit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form


class SearchForm(Form):
    """A name or a reference, and where the page before ended. Nonsense searches nothing."""

    q = forms.CharField(label=_("Name or reference"), required=False, max_length=100)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def kept(self) -> tuple[str, int | None]:
        """What is searched, and the row to go on after."""
        self.is_valid()
        return self.cleaned_data.get("q", ""), self.cleaned_data.get("before")
