"""The guard of verification by a documented rule. `facts.by_rule` judges, `workflow.by_rule` hands the ruling in."""

from django.utils.translation import gettext_lazy as _

from licensure.words_rule import stop_words
from network.transitions import Refusal


def rule_says_yes(verification, *, actor, at, ruling=None, **inputs):
    """The rule judged this answer and nothing stops it; everything that does is told. Without a ruling nothing is verified."""
    cure = _("A person looks at both and says what they see.")
    if ruling is None:
        yield Refusal("no_ruling", _("No rule has judged this answer."), cure)
        return
    for code in ruling.stops:
        yield Refusal(code, _("The rule leaves it to a person: %(why)s.") % {"why": stop_words(code)}, cure)
