"""What a list shows of somebody in whose matters the reader takes no part: the name, and that it is closed to her."""

from django.utils.translation import gettext as _

from network.parts import Tag, Task


def closed_task(label: str) -> Task:
    """A row without a link, and without a word of what it is about."""
    return Task(label, Tag("held", _("Closed to you")), "", _("You take no part in this file."))
