"""When finance may ask about a line, let it wait, or move the day on which it is expected."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from network.guards import today
from network.transitions import Refusal
from payments.duties import Act
from payments.guards_lines import against

BEING_CHECKED = ("exception", "matched")
UNSETTLED = ("submitted", "matched", "exception", "approved")
LONGEST = timedelta(days=366)  # a line that waits longer is declined or waits for its cause


def says_something(question, *, actor, at, answer="", **inputs):
    """An answer says something."""
    if not answer.strip():
        yield Refusal("no_answer", _("No answer is given."), _("Write what you know about it."), {"field": "answer"})


def being_checked(line):
    """Only a line somebody looks at is asked about or waits."""
    if line.state not in BEING_CHECKED:
        yield Refusal("line_settled", _("This line is not to be checked any more."), _("Who approved or declined it decides anew."))


def nothing_waits(line, *, actor, at, **inputs):
    """A line that waits for an answer or a day is not approved meanwhile."""
    yield from waits_for_answer(line)
    yield from waits_for_day(line, at)


def waits_for_answer(line):
    """The therapist was asked and has not answered."""
    if line.questions.filter(state="asked").exists():
        words = _("The therapist was asked and has not answered yet.")
        yield Refusal("question_waits", words, _("Wait for it, or take the question back."))


def waits_for_day(line, at):
    """A person let it wait, and neither its day came nor its cause is gone."""
    if line.waits.holding(today(line, at)).exists():
        yield Refusal("line_waits", _("Somebody let this line wait."), _("Let it go on first."))


def reason_given(reason):
    """What changes for her has a reason she reads."""
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; the therapist reads it."), {"field": "reason"})


def day_ahead(day, on):
    """A day to wait for is to come, and not out of sight."""
    if day is None:
        yield Refusal("no_day", _("No day is given."), _("Say until when it waits."), {"field": "until"})
    elif day <= on:
        yield Refusal("day_passed", _("This day is not to come any more."), _("Choose a later day."), {"field": "until"})
    elif day > on + LONGEST:
        yield Refusal("day_too_far", _("This day is more than a year away."), _("Choose an earlier day."), {"field": "until"})


def question_given(question):
    """A question asks something."""
    if not question.strip():
        yield Refusal("no_question", _("No question is given."), _("Write what she can answer."), {"field": "question"})


def nothing_asked():
    """There is no question to take back."""
    yield Refusal("nothing_asked", _("Nothing is asked about this line."), _("Nothing is to be done."))


def nothing_held():
    """There is nothing to let go on."""
    yield Refusal("nothing_held", _("This line waits for no day."), _("Nothing is to be done."))


def looking_barred(line, actor, at) -> list:
    """Everything that keeps this person from asking about a line or letting it wait, before she said anything."""
    waits = [*waits_for_answer(line), *waits_for_day(line, at)]
    return [*being_checked(line), *waits, *against(line, Act.RESOLVE_LINE, actor, at)]
