"""What is asked of a register and what comes back, as plain values; pure."""

from datetime import date

import pytest

from licensure.sources.answers import Answer, Outcome, Record, Remark, Request, Response, Source, Unavailable, judged
from licensure.sources.registers import registers


@pytest.mark.parametrize(("body", "method"), [(None, "GET"), (b"", "POST"), (b"<xml/>", "POST")])
def test_a_request_with_a_body_is_posted(body, method):
    assert Request("https://register.example", body=body).method == method


@pytest.mark.parametrize(
    ("headers", "kind"),
    [({}, ""), ({"content-type": "text/xml"}, "text/xml"), ({"content-type": "Application/JSON ; charset=utf-8"}, "application/json")],
)
def test_the_type_of_an_answer_has_no_parameters(headers, kind):
    assert Response(200, headers, b"secret").content_type == kind


def test_bytes_of_an_answer_are_not_printed():
    assert "secret" not in repr(Response(200, {}, b"secret")) + repr(Answer(Outcome.FOUND, raw=b"secret"))


@pytest.mark.parametrize(
    ("detail", "kept", "said"),
    [("", "", "page"), ("Busy", "Busy", "page: Busy"), ("x" * 301, "x" * 300, "page: " + "x" * 301)],
)
def test_of_what_was_seen_instead_of_an_answer_300_letters_are_kept(detail, kept, said):
    failure = Unavailable("page", detail)
    assert (failure.detail, str(failure)) == (kept, said)


def test_what_breaks_while_it_is_read_is_another_schema_with_300_letters_of_why():
    def broken(request):
        raise ValueError("x" * 301)

    answer = registers()["us-npi"].look_up({"number": "1234567893"}, broken, on=date(2026, 11, 26))
    assert (answer.outcome, answer.reason, answer.detail) == (Outcome.UNAVAILABLE, "schema", "x" * 300)


@pytest.mark.parametrize(
    ("family", "named"),
    [
        ("Halloway", True), ("halloway pike", True), ("Halloway-Pike", True), ("Pike", True),
        ("Hallo", False), ("Elm", True), ("Ash", False), ("", False), (" - ", False),
    ],
)  # fmt: skip
def test_a_family_name_is_one_of_those_shown_whole_or_as_a_part(family, named):
    assert Record("1", ("Wren Halloway-Pike", "Wren Elm")).is_named(family) is named


ONE, OTHER = Record("1", ("Wren",), status="active", status_word="A"), Record("2", ("Ida",), status_word="?")


@pytest.mark.parametrize(
    ("records", "outcome", "record"),
    [
        ((), Outcome.NOT_FOUND, None), ((ONE,), Outcome.FOUND, ONE), ((OTHER,), Outcome.UNKNOWN_STATUS, OTHER),
        ((Record("3", ("Maya",)),), Outcome.FOUND, Record("3", ("Maya",))), ((ONE, OTHER), Outcome.SEVERAL, None),
        ((OTHER, ONE, ONE), Outcome.SEVERAL, None),
    ],
)  # fmt: skip
def test_an_answer_is_nobody_one_of_a_known_or_unknown_word_or_several(records, outcome, record):
    answer = judged(records)
    assert (answer.outcome, answer.record) == (outcome, record)


def test_unless_it_says_so_a_request_has_no_limit_of_its_own_and_a_register_shows_no_discipline():
    told = dict.fromkeys(("key", "name", "element", "jurisdiction", "channel", "url", "page", "zone"), "")
    assert (Request("https://register.example").limit, Source(**told, terms={}, needs=()).shows_discipline) == (0, False)


class Told(Source):
    """A register that knows nobody, or answers in another way than it should."""

    def request(self, query):
        """No question that matters."""
        return Request("https://register.example")

    def read(self, response, query, *, on):
        """By what came."""
        if response.body == b"odd":
            raise Unavailable("schema", response=None)
        return judged((ONE,) if response.body == b"one" else ())


@pytest.mark.parametrize(
    ("body", "outcome", "absent"),
    [(b"none", Outcome.NOT_FOUND, "current_only"), (b"one", Outcome.FOUND, ""), (b"odd", Outcome.UNAVAILABLE, "")],
)
def test_what_came_is_kept_and_what_not_being_found_does_not_mean_is_said_of_that_alone(body, outcome, absent):
    told = dict.fromkeys(("key", "name", "element", "jurisdiction", "channel", "url", "page", "zone"), "")
    source = Told(**told, terms={"number": (), "family_name": ()}, needs=(frozenset({"number"}),), absent="current_only")
    answer = source.look_up({"number": "1"}, lambda request: Response(200, {}, body), on=date(2026, 11, 26))
    assert (answer.outcome, answer.absent, answer.raw) == (outcome, absent, body)
    assert source.understood({"License": " 1 ", "family_name": " "}) == {"number": "1"}


def test_a_remark_runs_unless_its_own_days_say_otherwise():
    assert Remark("discipline").running
