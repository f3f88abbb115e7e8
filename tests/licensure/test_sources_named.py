"""Which source a person may name for a check, and what is wrong with another, on stand-ins; pure."""

from types import SimpleNamespace as Row

import pytest

from licensure.facts import allowed
from licensure.facts.allowed import Allowed, allowed_sources, host_of, is_allowed, is_own_paper, source_faults, stranger

BOARD, REGISTRY = Allowed("Ohio Board", "https://www.board.example/look-up"), Allowed("NPI registry", "https://npi.example/")
LISTS = (Allowed("LEIE"), Allowed("SAM"), Allowed("LEIE of the OIG", also=("OIG-lijst",)))
TITLE = Row(key="US-OH:lisw", register="US-OH:board", jurisdiction="US-OH")


def check(element="license", row="given", document=None) -> Row:
    row = Row(jurisdiction_id="US-TX", code="NL:nip", document=document) if row == "given" else row
    wren = Row(person=Row(given_name="Wren", family_name="Halloway"))
    return Row(element=element, evidence=row, organization="harbor", practitioner=wren)


@pytest.fixture
def house(monkeypatch, settings):
    """The packs, the live registers by who asks, and who answers by name."""
    found = Row(title=TITLE, named=(), live=None, asked=[])
    boards = {"US-OH:board": Row(name="Ohio Board", url=BOARD.url), "NL:nip": Row(name="NIP", url="https://nip.example/")}
    settings.SOURCE_URLS = {"us-fl": "https://relay.example/"}
    monkeypatch.setattr(allowed, "known", lambda organization: Row(registers=boards))
    monkeypatch.setattr(allowed, "title_at_source", lambda asked, row, packs: found.title)
    monkeypatch.setattr(allowed, "answering", lambda asked: found.named)
    monkeypatch.setattr(allowed, "register_for", lambda *about: found.asked.append(about) or found.live)
    monkeypatch.setattr(allowed, "registers", lambda: {"us-npi": Row(name="NPI registry")})
    monkeypatch.setattr(allowed, "PractitionerName", Row(objects=Row(of=lambda who: [Row(given_name="Wren", family_name="Elm")])))
    return found


# ── Who may answer ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("element", "title", "row", "live", "names"),
    [
        ("license", TITLE, "given", None, ["Ohio Board"]), ("license", TITLE, "given", "DORA", ["Ohio Board", "DORA"]),
        ("register", None, "given", "DORA", ["NIP"]), ("license", None, None, "DORA", []), ("license", None, Row(), "DORA", []),
        ("insurance", TITLE, "given", "DORA", []), ("npi", TITLE, None, "DORA", ["DORA"]), ("npi", TITLE, None, None, []),
        ("license", TITLE, "given", "Ohio Board", ["Ohio Board"]),
        ("supervision", TITLE, Row(code="US-OH:lisw"), "DORA", ["Ohio Board", "DORA"]),
    ],
)  # fmt: skip
def test_the_register_that_issues_it_and_the_one_that_is_asked_may_answer(house, element, title, row, live, names):
    house.title, house.live = title, live and Row(name=live, page="https://live.example/")
    assert [each.name for each in allowed_sources(check(element, row))] == names


def test_a_license_is_asked_for_where_it_is_held_and_a_supervisors_where_its_title_is_issued(house):
    allowed_sources(check())
    allowed_sources(check("supervision", Row(code="US-OH:lisw")))
    urls = {"us-fl": "https://relay.example/"}
    assert house.asked == [("license", place, "US-OH:board", "US-OH:lisw", urls) for place in ("US-TX", "US-OH")]


def test_who_is_named_may_answer_too_and_the_register_comes_before_nobody(house):
    house.named = (REGISTRY,)
    assert [each.name for each in allowed_sources(check())] == ["NPI registry", "Ohio Board"]
    assert allowed_sources(check("insurance")) == (REGISTRY,)


# ── Whether it is one of them ────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("LEIE", True), ("leie, SAM", True), ("SAM , leie of the oig,", True), ("OIG-lijst", True), ("LEIE and SAM", False), (",", False),
        ("", False), ("LEIE of the OIG", True), ("Ohio Board, LEIE", True),
        ("https://board.example/", True), ("board.example:443", True), ("https://sub.board.example/", True),
        ("https://board.example.org/", False), ("https://elsewhere.example./", False),
    ],
)  # fmt: skip
def test_several_are_named_with_commas_between_and_a_page_by_its_host(source, named):
    assert is_allowed(source, (BOARD, *LISTS)) is named


COMMAS = Allowed("Board of Elms, Oaks, and Ash")


@pytest.mark.parametrize(
    ("source", "named"),
    [
        # an allowed host or name is no pass for what stands beside it
        ("Google, board.example", False), ("board.example, Google", False), ("board.example (by Google)", False),
        ("Google https://board.example/", False), ("https://board.example/ and Google", False), ("see board.example", False),
        ("board.example board.example", False), ("board.example,", False), ("the Ohio Board", False), ("Ohio Board Google", False),
        ("Google, LEIE", False), ("LEIE, Google", False), ("LEIE SAM", False), ("LEIESAM", False), ("LEIELEIE", False), ("LE", False),
        (",LEIE", False), ("LEIE,,SAM", False), ("LEIE, SAM", True), ("LEIE,LEIE", True), ("Ohio\nBoard", True),
        ("ohio board's clerk", False), ("Ohio Board.", False), ("Ohio", False),
        # a name may hold commas, and its parts are no names
        ("Board of Elms, Oaks, and Ash", True), ("board of elms,  oaks, and ash , LEIE", True), ("Board of Elms", False),
        ("Board of Elms, Oaks", False), ("and Ash", False), ("Board of Elms, Oaks, and Ash, Google", False),
        # a host is the whole host
        ("board.example", True), ("BOARD.EXAMPLE", True), ("www.board.example", True), ("sub.board.example", True),
        ("board.example:8443", True), ("board.example/look-up?name=a,b#c", True), ("board.example?x", True), ("board.example#x", True),
        ("HTTPS://board.example", True), ("http://board.example/", True), ("https://board.example:443/a%20b", True),
        ("evilboard.example", False), ("board.example.evil.example", False), ("board.examples", False), ("example", False),
        ("evil.example/board.example", False), ("evil.example?board.example", False), ("evil.example#.board.example", False),
        ("board.example_evil", False), ("board.example@evil.example", False), ("evil.example:80@board.example", False),
        # whatever else an address may hide
        ("https://board.example@evil.example/", False), ("https://evil.example@board.example/", False),
        ("https://evil.example\\@board.example/", False), ("https://evil.example\\.board.example/", False),
        ("https://evil.example/board.example", False), ("https://evil.example/?u=https://board.example/", False),
        ("https:board.example", False), ("https:/board.example", False), ("//board.example/", False),
        ("ftp://board.example/", False), ("javascript://board.example/", False), ("https://board.example/ x", False),
        ("https://board\t.example/", False), ("https://[board.example/", False), ("https://\uff0fboard.example/", False),
        ("https://", False), ("https://board.example\nGoogle", False),
        ("https://bo\u0430rd.example/", False), ("bo\u0430rd.example", False),
    ],
)  # fmt: skip
def test_nothing_stands_beside_a_name_or_an_address(source, named):
    assert is_allowed(source, (BOARD, *LISTS, COMMAS)) is named


@pytest.mark.parametrize("nameless", [(), (Allowed(""),), (Allowed("", also=("",)),)])
def test_a_source_without_name_and_page_allows_nothing(nameless):
    assert [is_allowed(source, nameless) for source in ("", ",", "x", "board.example")] == [False] * 4


@pytest.mark.parametrize(
    ("text", "host"),
    [(" https://www.Board.example/x ", "board.example"), ("https:///x", ""), (" www.board.example ", "board.example"), ("board", "")],
)
def test_the_host_a_text_names(text, host):
    assert host_of(text) == host


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("ohio  BOARD", "other"), ("npi registry", "other"), ("NIP", "other"), ("Her LinkedIn profile", "directory"),
        ("Google", "directory"),
        ("https://google.example/", "directory"), ("Googleplex Office", ""), ("https://somewhere.example/", "site"), ("The clerk", ""),
    ],
)  # fmt: skip
def test_what_a_source_is_that_may_not_answer(house, source, kind):
    assert stranger(source, "harbor") == kind


# ── What is wrong with it ────────────────────────────────────────────────────

SENT = Row(sha256="a", received_sha256="b")


@pytest.mark.parametrize(
    ("kept", "sent", "own"),
    [
        (None, SENT, False), (SENT, None, False), (Row(sha256="a", received_sha256="x"), SENT, True),
        (Row(sha256="x", received_sha256="b"), SENT, True), (Row(sha256="x", received_sha256="y"), SENT, False),
        (Row(sha256="b", received_sha256="a"), SENT, False),
    ],
)  # fmt: skip
def test_her_own_paper_is_the_file_she_sent_as_it_came_or_as_it_is_kept(kept, sent, own):
    assert is_own_paper(kept, Row(document=sent)) is own
    assert is_own_paper(kept, None) is False


@pytest.mark.parametrize(
    ("element", "source", "artefact", "codes"),
    [
        ("license", "Ohio Board", None, []), ("license", "wren  halloway", None, ["own_word"]), ("license", "Wren Elm", None, ["own_word"]),
        ("license", "", None, []), ("license", "", SENT, ["own_paper"]), ("license", "Google", SENT, ["directory", "own_paper"]),
        ("license", "The clerk", None, ["unknown"]), ("insurance", "The clerk", None, ["nobody"]),
        ("insurance", "The clerk", SENT, ["nobody"]),
        ("identity", "Google", SENT, []), ("license", "NPI registry", None, ["other"]), ("license", "https://x.example/", None, ["site"]),
    ],
)  # fmt: skip
def test_everything_that_is_wrong_is_said_with_who_may_answer(house, element, source, artefact, codes):
    faults = source_faults(check(element, document=SENT), source, artefact)
    assert [each.code for each in faults] == codes
    assert {each.names for each in faults} <= {("Ohio Board",) if element == "license" else ()}
