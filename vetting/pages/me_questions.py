"""The questions of one set, each with the fields of its story."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from vetting.forms.evidence import beside
from vetting.pages.me_paper import PaperSeen


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question: yes or no, and what a yes asks for. `kept` names the paper sent earlier; `paper` is the one just chosen,
    `held` and `note` the fields that name it and say why it is sent in spite of remarks."""

    key: str
    answer: object
    story: object
    since: object
    file: object
    kept: str
    held: object
    note: object
    paper: PaperSeen | None = None


def question_rows(form, answers, seen) -> tuple[QuestionRow, ...]:
    """Every question of the form with its bound fields; `seen` is what the coach says of its papers, by field."""
    rows = []
    for question in form.questions:
        document = getattr(answers.get(question.key), "document", None)
        kept = _("Sent earlier: %(name)s") % {"name": document.filename} if document else ""
        names = (question.key, *(f"{question.key}_{part}" for part in ("story", "since", "file")))
        fields, (held, note) = (form[name] for name in names), (form[name] for name in beside(names[-1]))
        rows.append(QuestionRow(question.key, *fields, kept, held, note, seen.get(names[-1])))
    return tuple(rows)
