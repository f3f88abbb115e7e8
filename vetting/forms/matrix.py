"""The table of a disclosure rule: who looks at which yes, one select per question and grade."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from vetting import words
from vetting.criteria.conduct import ORDER, QUESTION_SETS, QUESTIONS

GRADES = {"minor": _("A minor yes"), "moderate": _("A moderate yes"), "serious": _("A serious yes"), "any": _("In every other case")}
UNSAID = {"any": _("not in the table")}


class MatrixWidget(forms.Widget):
    """A table of selects; what is stored is question → grade → level, without the cells that say nothing."""

    template_name = "parts/choices.html"
    use_fieldset = True

    def __init__(self, questions, grades):
        super().__init__()
        self.questions, self.grades = tuple(questions), tuple(grades)

    def get_context(self, name, value, attrs):
        """Django's context with the heads of the table and its rows of cells."""
        context, given = super().get_context(name, value, attrs), value if isinstance(value, Mapping) else {}
        heads = [GRADES.get(grade, words.code(grade)) for grade in self.grades]
        rows = [(words.code(question), list(self._cells(name, question, given.get(question, {})))) for question in self.questions]
        context["widget"] |= {
            "caption": _("Table of answers"), "corner": _("Question"), "heads": heads,
            "rows": [(label[:1].upper() + label[1:], cells) for label, cells in rows],
        }
        return context

    def _cells(self, name, question, given):
        for grade in self.grades:
            chosen = given.get(grade, "")
            unsaid = ("", UNSAID.get(grade, _("no difference")), not chosen)
            yield {
                "name": f"{name}_{question}_{grade}", "id": self.id_of(f"id_{name}", question, grade),
                "label": GRADES.get(grade, words.code(grade)),
                "options": [unsaid, *((level, words.code(level), level == chosen) for level in ORDER)],
            }

    @staticmethod
    def id_of(start, question, grade) -> str:
        """The id of one cell."""
        return f"{start}_{question}_{grade}"

    def value_from_datadict(self, data, files, name):
        """The stored form of what was chosen."""
        chosen = {
            question: {grade: level for grade in self.grades if (level := data.get(f"{name}_{question}_{grade}"))}
            for question in self.questions
        }
        return {question: grades for question, grades in chosen.items() if grades}

    def value_omitted_from_data(self, data, files, name):
        """Never left out: a table without a word is an empty one."""
        return False

    def id_for_label(self, id_):
        """The first cell: where an error summary leads."""
        return self.id_of(id_, self.questions[0], self.grades[0]) if id_ else id_


class MatrixField(forms.Field):
    """Question → grade → level of the questions of a set; what a form of another set knows no cell for is left out."""

    def __init__(self, *, stored, chosen, **kwargs):
        grades = [*(grade for grade in GRADES if grade != "any"), *_others(stored), "any"]
        known = QUESTION_SETS.get(chosen, QUESTIONS)
        questions = [*known, *(question for question in stored if question not in known)]
        super().__init__(required=False, widget=MatrixWidget(questions, grades), **kwargs)

    def clean(self, value):
        """Levels that exist."""
        if strange := {level for grades in value.values() for level in grades.values()} - set(ORDER):
            raise forms.ValidationError(_("Choose an answer."), params={"strange": sorted(strange)})
        return value


def _others(stored) -> list[str]:
    """Grades somebody stored that have no column of their own yet."""
    found = (grade for grades in stored.values() if isinstance(grades, Mapping) for grade in grades)
    return list(dict.fromkeys(grade for grade in found if grade not in GRADES))
