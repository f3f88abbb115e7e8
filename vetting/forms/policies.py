"""Drafting a policy: where it starts, from which day it counts, and one form per criterion made from its own fields."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms_base import AmountField, DayField, Form, required_words
from vetting import presets, rules, words
from vetting.findings import Kind
from vetting.forms.matrix import MatrixField
from vetting.forms.paper_rows import PaperRowsField, shown
from vetting.models.policy import BindsOn, Reason, Reviewer, Severity
from vetting.words_values import value_in_words

WEIGHT = ("severity", "reviewer", "reason", "waivable_by", "binds_on")


class DraftForm(Form):
    """Where the next version starts."""

    start = forms.ChoiceField(label=_("Start from"))
    note = forms.CharField(label=_("What changes, and why"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, policies, **kwargs):
        super().__init__(*args, **kwargs)
        self.policies = {f"version:{row.version}": row for row in policies}
        mine = [(key, str(row)) for key, row in self.policies.items()]
        ready = [(f"preset:{name}", name) for name in presets.names()]
        groups = [(_("Your own versions"), mine)] if mine else []
        self.fields["start"].choices = [("", _("Choose a version or a preset")), *groups, (_("Presets"), ready)]

    def source(self):
        """The version to start from, or the name of the preset."""
        chosen = self.cleaned_data["start"]
        return self.policies.get(chosen) or chosen.partition(":")[2]


class PolicyDayForm(Form):
    """From which day a draft counts."""

    effective_from = DayField(label=_("Counts from"), help_text=_("Today or later. Nothing is decided backwards."))


class SendForm(Form):
    """A word to the second person."""

    note = forms.CharField(label=_("A word to who approves"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class SettleForm(Form):
    """The second person approves, or does not and says why."""

    needed = frozenset({"reason"})
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when you do not approve. The author reads it."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    do = forms.ChoiceField(widget=forms.HiddenInput, required=False, choices=[("approve", "approve"), ("reject", "reject")])

    def clean(self):
        """A button was pressed; a rejection has its reason."""
        data = super().clean()
        if not data.get("do") and "do" not in self.errors:
            raise forms.ValidationError(_("Press the button of what you say."))
        if data.get("do") == "reject" and not data.get("reason", "").strip():
            self.add_error("reason", _("Say in one or two sentences what has to change."))
        return data


class AddRuleForm(Form):
    """Which rule to add."""

    criterion = forms.ChoiceField(label=_("Rule"))

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        left = sorted((words.title(key), key) for key in rules.CRITERIA if key not in asked)
        self.fields["criterion"].choices = [("", _("Choose a rule")), *((key, title) for title, key in left)]


class RuleForm(Form):
    """One rule: the fields of its limit, then what an unmet one does, why it is asked, who may waive it, which version binds."""

    def __init__(self, *args, criterion, row=None, currency="USD", **kwargs):
        self.criterion, limit = criterion, row.limit if row else {}
        self.amounts: dict[str, list[str]] = {}  # fields drawn as one box for each currency, or each measure
        super().__init__(*args, **kwargs)
        for field in criterion.fields:
            self._add(field, limit.get(field.name, field.default), currency)
        self.needed = frozenset(self._asked(field) for field in criterion.fields if field.default is None)
        self._add_weight(row)
        for field in self.fields.values():
            field.error_messages["required"] = required_words(field)

    def _add(self, field, value, currency):
        label, hint = words.source_value_label(field.name), words.field_help(field.name)
        if field.kind is Kind.AMOUNTS:
            self.amounts[field.name] = list(dict.fromkeys([*(value or {}), currency]))
            for code in self.amounts[field.name]:
                name = f"{field.name}_{code}"
                self.fields[name] = AmountField(label=f"{label}, {code}", required=False, help_text=_("Empty: none in this currency."))
                self.initial[name] = (value or {}).get(code)
            return
        if field.kind is Kind.WEIGHTS:
            self.amounts[field.name] = list(field.choices)
            for code in field.choices:
                name = f"{field.name}_{code}"
                self.fields[name] = forms.IntegerField(label=words.code(code), required=False, help_text=_("Empty: none."))
                self.initial[name] = (value or {}).get(code)
            return
        if field.kind is Kind.MATRIX:
            chosen = self.data.get("questions") or self.initial.get("questions")
            self.fields[field.name] = MatrixField(label=label, help_text=hint, stored=value or {}, chosen=chosen)
        else:
            self.fields[field.name] = FIELDS[field.kind](field, label, hint)
        plain = field.kind is Kind.CODES and not field.choices
        self.initial[field.name] = ", ".join(value or ()) if plain else SHOWN.get(field.kind, lambda given: given)(value)

    def _asked(self, field) -> str:
        """The name in this form of a field without which there is no rule; of amounts, the only one."""
        codes = self.amounts.get(field.name, ())
        return f"{field.name}_{codes[0]}" if len(codes) == 1 else field.name

    def _add_weight(self, row):
        choices = {"severity": Severity, "reviewer": Reviewer, "reason": Reason, "binds_on": BindsOn}
        labels = {
            "severity": _("When it is not met"), "reviewer": _("Who reviews it"), "reason": _("Why it is asked"),
            "waivable_by": _("Who may waive it"), "binds_on": _("Which version counts"),
        }
        for name in WEIGHT:
            options = [("", _("Nobody")), *Reviewer.choices] if name == "waivable_by" else choices[name].choices
            self.fields[name] = forms.ChoiceField(label=labels[name], choices=options, required=name != "waivable_by")
            self.initial[name] = getattr(row, name, DEFAULTS[name])

    def threshold(self) -> rules.Threshold:
        """The row as the workflow takes it; what is wrong with it the workflow says."""
        data, limit = self.cleaned_data, {}
        for field in self.criterion.fields:
            if field.name in self.amounts:
                given = {code: data.get(f"{field.name}_{code}") for code in self.amounts[field.name]}
                limit[field.name] = {code: amount for code, amount in given.items() if amount is not None}
            elif (value := READ.get(field.kind, lambda given: given)(data.get(field.name))) is not None:
                limit[field.name] = value
        return rules.Threshold(
            self.criterion.key, rules.Severity(data["severity"]), limit, rules.Reason(data["reason"]), data["waivable_by"],
            rules.BindsOn(data["binds_on"]), rules.Reviewer(data["reviewer"]),
        )

    def refused_field(self, name: str) -> str:
        """An amount stands in a field for each currency; the first of them."""
        return f"{name}_{self.amounts[name][0]}" if name in self.amounts else name

    def refused_words(self, refusal) -> str:
        """The message with what would be right."""
        return f"{refusal.message} {refusal.cure}".strip()


DEFAULTS = {"severity": "review", "reviewer": "director", "reason": "choice", "waivable_by": "", "binds_on": "decision"}


def _integer(field, label, hint):
    return forms.IntegerField(label=label, help_text=hint)


def _flag(field, label, hint):
    return forms.BooleanField(label=label, help_text=hint, required=False)


def _code(field, label, hint):
    if field.choices:
        return forms.ChoiceField(label=label, help_text=hint, choices=[(code, value_in_words(field.name, code)) for code in field.choices])
    return forms.CharField(label=label, help_text=hint, max_length=60)


def _codes(field, label, hint):
    if field.choices:
        choices = [(code, words.code(code)) for code in field.choices]
        return forms.MultipleChoiceField(
            label=label, help_text=hint, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    return forms.CharField(label=label, help_text=f"{hint} {_('Separate them with commas.')}", max_length=500, required=False)


def _lines(field, label, hint):
    return forms.CharField(label=label, help_text=hint, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))


FIELDS = {
    Kind.INTEGER: _integer, Kind.FLAG: _flag, Kind.CODE: _code, Kind.CODES: _codes, Kind.NEEDS: _lines,
    Kind.PAPERS: lambda field, label, hint: PaperRowsField(label=label, help_text=hint),
}


def _listed(value) -> list[str] | None:
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return list(value) if value is not None else None


def _needs_shown(value) -> str:
    return "\n".join(f"{name}: {', '.join(codes)}" for name, codes in (value or {}).items())


def _needs_read(text) -> dict:
    pairs = (line.partition(":") for line in (text or "").splitlines() if line.strip())
    return {name.strip(): _listed(codes) for name, _colon, codes in pairs}


SHOWN = {Kind.NEEDS: _needs_shown, Kind.PAPERS: lambda rows: shown(rows or ())}
READ = {Kind.CODES: _listed, Kind.NEEDS: _needs_read}

