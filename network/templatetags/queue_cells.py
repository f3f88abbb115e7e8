"""The rows of a queue and what stands in their cells, by part: words, a tag, whose turn, strokes, or how many checks are closed.

Written here and not in a template of their own: a page has fifty rows of nine cells, and an include costs more than all its words.
"""

from functools import lru_cache

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.templatetags.looks import clock, days, tag
from network.typography import whole

register = template.Library()


def ready(value):
    """How many of how many, in words and as a bar."""
    counted = {"done": value.done, "total": value.total}
    return format_html(
        '{}<progress value="{}" max="{}" aria-label="{}"></progress>',
        _("%(done)s of %(total)s") % counted, value.done, value.total, _("%(done)s of %(total)s checks") % counted,
    )


DRAWN = {"tag": tag, "clock": clock, "days": days, "ready": ready}


@lru_cache(maxsize=4096)
def _drawn(part, value, language):
    """A mark, which many rows have; none of them names anybody."""
    return DRAWN[part](value)


def _cell(item) -> str:
    """Every value in it is escaped: by its mark, or here."""
    value = _drawn(item.part, item.value, get_language()) if item.part in DRAWN else conditional_escape(item.value)
    if item.note:
        value += format_html("<small>{}</small>", item.note)
    classes = item.classes
    return f'<td class="{classes}">{value}</td>' if classes else f"<td>{value}</td>"


@register.simple_tag
def queue_rows(rows, select=False):
    """`{% queue_rows rows select %}`: each of parts.Row as a table row, with a tick box where rows are selected, and its detail."""
    return mark_safe("".join(_row(row, select) for row in rows))  # noqa: S308  every value in it was escaped


def _row(row, select) -> SafeString:
    note = format_html("<small>{}</small>", whole(row.note)) if row.note else ""
    name = format_html('<th scope="row"><a href="{}">{}</a>{}</th>', row.url, row.label, note)
    cells = mark_safe("".join(map(_cell, row.cells)))  # noqa: S308
    chosen = mark_safe(" data-selected") if row.selected else ""
    return format_html("<tr{}>{}{}{}</tr>{}", chosen, _tick(row) if select else "", name, cells, _detail(row))


def _tick(row) -> SafeString:
    said = _("Select %(name)s") % {"name": row.label}
    checked = mark_safe(" checked") if row.selected else ""
    box = '<td><span class="tick"><input type="checkbox" name="row" value="{}"{} aria-label="{}"></span></td>'
    return format_html(box, row.key, checked, said)


def _detail(row) -> SafeString | str:
    if not row.detail:
        return ""
    lines = format_html_join("", "<li>{} {}</li>", ((tag(mark), text) for mark, text in row.detail))
    return format_html('<tr class="detail"><td colspan="9"><ul class="stack tight">{}</ul></td></tr>', lines)
