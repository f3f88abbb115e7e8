"""What stands in a cell of a queue, by its part: words, a tag, whose turn, strokes, or how many checks are closed."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext as _

from network.templatetags.looks import clock, days, tag

register = template.Library()


def ready(value):
    """How many of how many, in words and as a bar."""
    counted = {"done": value.done, "total": value.total}
    return format_html(
        '{}<progress value="{}" max="{}" aria-label="{}"></progress>',
        _("%(done)s of %(total)s") % counted, value.done, value.total, _("%(done)s of %(total)s checks") % counted,
    )


DRAWN = {"text": conditional_escape, "num": conditional_escape, "tag": tag, "clock": clock, "days": days, "ready": ready}


@register.simple_tag
def cell(item):
    """`{% cell item %}`: the value of a parts.Cell, drawn as its part."""
    return DRAWN[item.part](item.value)
