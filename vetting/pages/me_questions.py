"""The questions of one set, each with the fields of its story."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question: yes or no, and what a yes asks for. `kept` names the paper sent earlier."""

    key: str
    answer: object
    story: object
    since: object
    file: object
    kept: str


def question_rows(form, answers) -> tuple[QuestionRow, ...]:
    """Every question of the form with its bound fields."""
    rows = []
    for question in form.questions:
        document = getattr(answers.get(question.key), "document", None)
        kept = _("Sent earlier: %(name)s") % {"name": document.filename} if document else ""
        names = (question.key, *(f"{question.key}_{part}" for part in ("story", "since", "file")))
        rows.append(QuestionRow(question.key, *(form[name] for name in names), kept))
    return tuple(rows)
