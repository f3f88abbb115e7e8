"""Every code a refusal carries has words for the audit trail."""

import ast

from tests.architecture.sources import code, tree
from vetting import words_elsewhere
from vetting.words_refused import WHY, why


def codes_in_code():
    """The literal code of every `Refusal(…)` there is."""
    calls = (node for path in code() for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    refusals = (node for node in calls if getattr(node.func, "attr", getattr(node.func, "id", "")) == "Refusal")
    return {node.args[0].value for node in refusals if node.args and isinstance(node.args[0], ast.Constant)}


def test_every_code_of_a_refusal_has_words():
    assert len(codes_in_code()) > 50 and codes_in_code() - {*WHY, *words_elsewhere.refusals()} == set()


def test_codes_are_told_in_words_and_an_unknown_one_stands_as_it_is():
    assert why(["not_allowed", "never_heard_of"]) == "not part of the role, never heard of"
