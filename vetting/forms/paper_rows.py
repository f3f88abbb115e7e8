"""The table of papers by profession and place: one row of boxes per paper, without a code to know but that of a place."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from licensure.packs import packs
from vetting import words
from vetting.criteria.eligibility import PROFESSIONS
from vetting.criteria.papers import KINDS

SPARE, MOST = 3, 40
CELLS = ("paper", "profession", "places", "years")
Typed = dict[str, str]


def shown(rows) -> list[Typed]:
    """The stored rows as lines of the table: one for each profession named."""
    return [
        {"paper": row["paper"], "profession": one, "places": ", ".join(row["places"]), "years": str(row["years"] or "")}
        for row in rows for one in (row["professions"] or ("",))
    ]


def stored(lines: list[Typed]) -> list[dict]:
    """What was typed as rows of a limit; lines that differ only in the profession are one row. Raises ValueError on years in words."""
    found: dict[tuple, dict] = {}
    for line in lines:
        places = tuple(dict.fromkeys(code.strip() for code in line["places"].split(",") if code.strip()))
        years = int(line["years"] or 0)
        key = (line["paper"], places, years, bool(line["profession"]))
        row = found.setdefault(key, {"paper": line["paper"], "professions": [], "places": list(places), "years": years})
        if line["profession"] and line["profession"] not in row["professions"]:
            row["professions"].append(line["profession"])
    return list(found.values())


class PaperRowsWidget(forms.Widget):
    """The lines that are there and some empty ones."""

    template_name = "parts/choices.html"
    use_fieldset = True

    def get_context(self, name, value, attrs):
        """Django's context with the heads of the table and its rows of cells."""
        context, lines = super().get_context(name, value, attrs), list(value or ())
        lines += [dict.fromkeys(CELLS, "")] * SPARE
        heads = [_("Paper"), _("Profession"), _("Places"), _("Years old at most")]
        rows = [
            (_("Row %(number)s") % {"number": number + 1}, list(self._cells(name, number, line, heads)))
            for number, line in enumerate(lines[:MOST])
        ]
        context["widget"] |= {"caption": _("Table of papers"), "corner": _("Row"), "heads": heads, "rows": rows}
        return context

    def _cells(self, name, number, line, heads):
        choices = {"paper": (_("no paper"), KINDS), "profession": (_("everybody"), PROFESSIONS)}
        for cell, label in zip(CELLS, heads, strict=True):
            common = {"name": f"{name}_{number}_{cell}", "id": f"id_{name}_{number}_{cell}", "label": label}
            if cell in choices:
                none, codes = choices[cell]
                known = [(code, capfirst(words.code(code)), code == line[cell]) for code in codes]
                yield {**common, "options": [("", none, not line[cell]), *known]}
            else:
                yield {**common, "value": line[cell], "most": 4 if cell == "years" else 200, "figures": cell == "years"}

    def value_from_datadict(self, data, files, name):
        """The lines in which something was chosen or typed."""
        lines = [
            {cell: str(data.get(f"{name}_{number}_{cell}", "")).strip() for cell in CELLS} for number in range(MOST)
        ]
        return [line for line in lines if any(line.values())]

    def value_omitted_from_data(self, data, files, name):
        """Never left out: a table without a line is an empty one."""
        return False

    def id_for_label(self, id_):
        """The first cell: where an error summary leads."""
        return f"{id_}_0_{CELLS[0]}" if id_ else id_


class PaperRowsField(forms.Field):
    """Which paper is asked of whom; gives the rows of a limit."""

    widget = PaperRowsWidget

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        """Each line names a paper we know, places there are, and years in figures."""
        for line in value or ():
            if line["paper"] not in KINDS:
                raise forms.ValidationError(_("Choose the paper in each row, or empty the row."))
            if line["profession"] not in ("", *PROFESSIONS):
                raise forms.ValidationError(_("Choose a profession, or everybody."))
            if line["years"] and not (line["years"].isascii() and line["years"].isdigit()):
                raise forms.ValidationError(_("Enter the years in figures, or leave them empty."))
        rows = stored(value or [])
        strange = [place for row in rows for place in row["places"] if place not in packs().places]
        if strange:
            raise forms.ValidationError(
                _("“%(place)s” is no place we know. Use codes such as NL or US-OH, with commas between them.") % {"place": strange[0][:40]}
            )
        return rows
