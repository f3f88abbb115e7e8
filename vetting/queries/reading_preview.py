"""A preview as one reader may see it: whose verdict changes is told whole, what was found is not."""

from dataclasses import replace
from datetime import date

from vetting.closed import NOT_SHOWN, REPORTED, closed_criteria
from vetting.impact import Line
from vetting.queries.committee import closed_files, closed_therapists
from vetting.queries.impact import Preview
from vetting.queries.reading import reads_peers


def readable_preview(found: Preview, actor, organization, on: date) -> Preview:
    """Everybody it lists, closed where the reader takes no part; what peers said, or may have, not shown to who does not read it."""
    files, hers = closed_files(organization, actor), closed_therapists(organization, actor)
    hidden = frozenset() if reads_peers(actor, organization, on) else closed_criteria(REPORTED)

    def shown(touched):
        return tuple(_shown(each, each.application.pk in files or each.application.practitioner_id in hers, hidden) for each in touched)

    panels = tuple(replace(each, files=shown(each.files), members=shown(each.members)) for each in found.panels)
    return replace(found, files=shown(found.files), members=shown(found.members), panels=panels)


def _shown(touched, closed: bool, hidden):
    lines = tuple(_without(line) if line.criterion in hidden else line for line in touched.difference.lines)
    return replace(touched, closed=closed, difference=replace(touched.difference, lines=lines))


def _without(line: Line) -> Line:
    return Line(line.criterion, *(found and replace(found, observed=NOT_SHOWN) for found in (line.before, line.after)))
