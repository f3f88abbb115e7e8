"""The small pieces templates are made of: dates and money in the reader's language, tags, clocks, fields, refusals."""

import datetime as dt
from dataclasses import replace

from django import template
from django.forms import BoundField
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import formats, typography
from network.navigation import NAV_WORDS, is_current
from network.parts import KINDS, Link

register = template.Library()


def quiet(write):
    """A filter that writes nothing for an empty value, so that templates need no `if`."""

    def filtered(value, zone=None):
        return "" if value in (None, "") else write(value, zone)

    filtered.__doc__ = write.__doc__
    return filtered


for name in ("day", "day_short", "day_long", "day_full", "day_opening", "hour", "moment", "moment_short"):
    register.filter(name, quiet(getattr(formats, name)))


@register.filter
def money(value):
    """`{{ line.amount|money }}`: a Money with two decimals."""
    return "" if value in (None, "") else formats.amount(value.minor, value.currency)


@register.filter
def money_round(value):
    """`{{ limit|money_round }}`: a Money without cents when there are none, for sentences."""
    return "" if value in (None, "") else formats.amount(value.minor, value.currency, cents=False)


@register.filter
def number(value, places=0):
    """`{{ count|number }}`: thousands grouped as the reader's language does."""
    return "" if value in (None, "") else formats.number(value, places)


@register.filter
def percent(value, places=0):
    """`{{ 96.5|percent:1 }}`."""
    return "" if value in (None, "") else formats.percent(value, places)


@register.filter
def in_days(value):
    """`{{ 3|in_days }}`: in 3 days."""
    return "" if value in (None, "") else formats.in_days(value)


@register.filter
def listed(value):
    """`{{ names|listed }}`: a, b and c."""
    return formats.listed(value or ())


@register.filter
def fours(value):
    """`{{ iban|fours }}`: groups of four, also for a fingerprint."""
    return formats.groups_of_four(value or "")


@register.filter
def file_size(value):
    """`{{ document.size|file_size }}`: 1.4 MB."""
    return "" if value in (None, "") else formats.file_size(value)


register.filter("whole", typography.whole)


@register.simple_tag
def time(value, zone=None):
    """`{% time event.at zone %}`: a machine-readable `time`, with the day and, for an instant, the hour."""
    if value in (None, ""):
        return ""
    words = formats.moment(value, zone) if isinstance(value, dt.datetime) else formats.day(value)
    return format_html('<time datetime="{}">{}</time>', formats.local(value, zone).isoformat(), words)


@register.simple_tag
def tag(kind, word=None):
    """`{% tag "ours" word %}` or `{% tag row.tag %}`: a status by word, shape and color."""
    if word is None and kind:
        kind, word = kind.kind, kind.word
    if not word:
        return ""
    if kind not in KINDS:
        raise template.TemplateSyntaxError(f"No status tag of kind {kind!r}; there are {', '.join(KINDS)}.")
    return format_html('<span class="tag {}">{}</span>', kind, word)


@register.simple_tag
def clock(kind, turn=None, left=None):
    """`{% clock page.clock %}` or `{% clock "ours" turn left %}`: whose turn, and how long."""
    if turn is None and kind:
        kind, turn, left = kind.kind, kind.turn, kind.left
    if not turn:
        return ""
    return format_html('<span class="clock {}"><b>{}</b><span>{}</span></span>', kind, turn, left)


OWNERS = {"o": "o", "t": "", "s": "s"}


@register.simple_tag
def days(strokes):
    """`{% days "oottss" %}`: one stroke a day, o ours, t theirs, s source; the count in words for who cannot see it."""
    marks = "".join(strokes or ())
    if not marks:
        return ""
    drawn = format_html_join("", '<i class="{}"></i>', ((OWNERS[mark],) for mark in marks))
    return format_html('<span class="days" role="img" aria-label="{}">{}</span>', days_in_words(marks), drawn)


@register.filter
def days_in_words(strokes):
    """`9 days: 5 ours, 2 theirs, 2 source`."""
    marks = "".join(strokes or ())
    ours, theirs, source = (marks.count(mark) for mark in "ots")
    parts = [
        text % {"count": count}
        for text, count in (
            (_("%(count)s ours"), ours),
            (_("%(count)s theirs"), theirs),
            (_("%(count)s source"), source),
        )
        if count
    ]
    total = ngettext("%(count)s day: %(parts)s", "%(count)s days: %(parts)s", len(marks))
    return total % {"count": len(marks), "parts": ", ".join(parts)}


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, label=None, hint=None, **attrs):
    """`{% field form.email autocomplete="username" %}`: label, hint, error, control, tied together.

    `label` and `hint` say it in our words where the form is not ours.
    """
    bound.label = bound.label if label is None else label
    bound.help_text = bound.help_text if hint is None else hint
    named = {name.replace("_", "-"): value for name, value in attrs.items()}
    return {"field": bound, "optional": is_optional(bound), "control": control(bound, **named)}


def is_optional(bound: BoundField) -> bool:
    """Whether a field may be left empty, whatever else is answered; forms that are not ours know only their fields."""
    ours = getattr(bound.form, "may_stay_empty", None)
    return ours(bound.name) if ours else not bound.field.required


def control(bound: BoundField, **attrs):
    """The widget of a field, described by its hint and its error; a placeholder never stands in for a label."""
    bound.field.widget.attrs.pop("placeholder", None)
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("parts/errors.html")
def error_summary(*forms, **labels):
    """`{% error_summary form other %}`: what to mend on this page, linked to the fields; nothing when all is well.

    `login=label` names a field as the page does, where the form is not ours.
    """
    links, loose = [], []
    for form in forms:
        if not form or not getattr(form, "is_bound", False):
            continue
        loose.extend(form.non_field_errors())
        links.extend(
            {
                "url": f"#{first_control(form[name])}",
                "text": text if form[name].is_hidden else _labelled(labels.get(name, form[name].label), text),
            }
            for name, texts in form.errors.items()
            if name in form.fields
            for text in texts
        )
    return {"links": links, "loose": loose, "count": len(links) + len(loose)}


def _labelled(label, text) -> str:
    """A problem with the name of its field; a label that is a question or a sentence loses its mark."""
    return _("%(label)s: %(problem)s") % {"label": str(label).rstrip(".?"), "problem": text}


def first_control(bound: BoundField) -> str:
    """The id of the control a link in the error summary leads to: the first of several."""
    direct = bound.field.widget.id_for_label(bound.auto_id)
    if not direct and bound.subwidgets:  # radio buttons and tick boxes have no control of their own name
        direct = bound.subwidgets[0].id_for_label
    return direct or bound.auto_id


@register.simple_tag
def error_prefix(*forms):
    """`{% error_prefix form %}`: "Error: " before the page title when something has to be mended."""
    return _("Error: ") if any(form and form.is_bound and form.errors for form in forms) else ""


@register.simple_tag(takes_context=True)
def shortcut(context, key):
    """`<button{% shortcut "v" %}>`: the key that presses it, for who switched single keys on."""
    return format_html(' data-key="{0}" aria-keyshortcuts="{0}"', key) if _has_shortcuts(context, key) else ""


@register.simple_tag(takes_context=True)
def keycap(context, key):
    """`{{ act.label }}{% keycap act.key %}`: the same key to be seen beside the words."""
    return format_html(' <kbd aria-hidden="true">{}</kbd>', key) if _has_shortcuts(context, key) else ""


def _has_shortcuts(context, key) -> bool:
    return bool(key) and getattr(context.get("user"), "shortcuts", False)


@register.inclusion_tag("parts/act.html", takes_context=True)
def act(context, item):
    """`{% act page.approve %}`: a button, or the refusal beside it."""
    return {"act": item, "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def main_nav(context):
    """The entries of the top bar as links, from `nav` (url names, with or without the action) and `organization`."""
    organization, request = context.get("organization"), context.get("request")
    path = getattr(request, "path", "")
    entries = []
    for item in context.get("nav") or ():
        name = item if isinstance(item, str) else item[0]
        try:
            url = reverse(name, kwargs={"organization": organization.slug} if organization else {})
        except NoReverseMatch:
            continue
        entries.append(Link(label=NAV_WORDS.get(name, name), url=url, current=is_current(name, url, path)))
    nearest = max((entry.url for entry in entries if entry.current), key=len, default="")  # one entry's address may begin another's
    return [replace(entry, current=entry.url == nearest) for entry in entries]


@register.simple_tag(takes_context=True)
def query(context, **changes):
    """`{% query page=2 %}`: this address with some of its filters changed; None takes one away."""
    values = context["request"].GET.copy()
    for name, value in changes.items():
        values.pop(name, None)
        if value not in (None, ""):
            values[name] = value
    return f"?{values.urlencode()}"
