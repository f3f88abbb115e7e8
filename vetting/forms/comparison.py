"""What a version is read beside: an earlier version, a preset, or the policy of another organization the reader works for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import Form
from vetting import presets


class ComparisonForm(Form):
    """One choice, kept in the address; an unknown one is the version before."""

    beside = forms.ChoiceField(label=_("Compare with"), required=False)

    def __init__(self, *args, versions, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.sources = {f"version:{row.version}": row for row in versions}
        self.sources |= {f"organization:{place.slug}": place for place in places}
        self.sources |= {f"preset:{name}": name for name in presets.names()}
        groups = (
            (_("Your own versions"), [(f"version:{row.version}", str(row)) for row in versions]),
            (_("Organizations you also work for"), [(f"organization:{place.slug}", place.name) for place in places]),
            (_("Presets"), [(f"preset:{name}", name) for name in presets.names()]),
        )
        self.fields["beside"].choices = [("", _("The version before")), *((label, rows) for label, rows in groups if rows)]

    def source(self) -> tuple[str, object]:
        """The kind of what was chosen and what it is; ("", None) where nothing known was."""
        chosen = self.cleaned_data.get("beside", "") if self.is_valid() else ""
        return chosen.partition(":")[0], self.sources.get(chosen)
