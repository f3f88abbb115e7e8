"""How packs are read, entry by entry, on two invented ones; pure."""

from datetime import date

import pytest

from licensure.catalog import AllOf, AnyOf, Fact, Holds, HoldsVoluntary, Level, Mechanism, Renewal, Supervised
from licensure.packs import PackError, packs, words_match

NOWHERE = """
code = "XX"
name = "Nowhere"
zone = "Europe/Paris"
language = "en"
[facts.general]
checked_on = 2026-01-01
source = "general knowledge"
confidence = "low"
[facts.board]
checked_on = 2026-02-02
source = "https://board.example"
confidence = "high"
[[registers]]
key = "r"
name = "Board of Nowhere"
kind = "statutory"
url = ""
fact = "board"
[[license_types]]
key = "t"
title = "Counselor"
abbreviation = "LC"
also = ["Licensed Counselor"]
profession = "counselor"
level = "independent"
register = "r"
renewal = "rolling"
fact = "board"
pattern_fact = "board"
[[license_types]]
key = "p"
title = "Privilege"
profession = "counselor"
level = "independent"
register = "r"
renewal = "with_home"
compact = "c"
mechanism = "privilege"
[[compacts]]
key = "c"
name = "Compact of Nowhere"
home_titles = ["XX:t"]
members = [{ state = "XX-A", fact = "board" }, { state = "XX-B" }]
[[requirements]]
services = ["counseling", "crisis"]
statutory = false
fact = "board"
any_of = ["t", { all_of = ["t", "XX-A:u"] }, { supervised = "XX-A:v", by = ["t", "p"], fact = "board" }]
voluntary = true
compacts = ["c"]
[[requirements]]
services = ["legal"]
statutory = true
any_of = [{ any_of = ["p"] }, { supervised = { all_of = ["XX-A:u", "XX-A:v"] }, by = "t" }]
"""
PART = """
code = "XX-A"
name = "Part"
zone = "Asia/Tokyo"
language = "nl"
parent = "XX"
[[license_types]]
key = "u"
title = "Adviser"
profession = "counselor"
level = "supervised"
register = "XX:r"
renewal = "lifelong"
reverify_months = 12
successor = "v"
[[license_types]]
key = "v"
title = "Counselor"
profession = "counselor"
level = "supervised"
register = "XX:r"
renewal = "rolling"
language = "fr"
[[license_types]]
key = "w"
title = "Adviser"
profession = "counselor"
level = "supervised"
register = "XX:r"
renewal = "rolling"
"""
FACTS_OF_THE_PART = """[facts.page]
checked_on = 2026-02-02
source = "https://board.example"
confidence = "high"
[facts.general]
checked_on = 2026-01-01
source = "general knowledge"
confidence = "low"
[[license_types]]
fact = "general"
title_fact = "page"
"""
BOARD, GENERAL = Fact(date(2026, 2, 2), "https://board.example", "high"), Fact(date(2026, 1, 1), "general knowledge", "low")


@pytest.fixture
def found(tmp_path):
    return read(tmp_path, NOWHERE)


def read(folder, nowhere, part=PART):
    (folder / "XX.toml").write_text(nowhere)
    (folder / "XX-A.toml").write_text(part)
    return packs(folder)


def test_a_statement_rests_on_the_fact_it_names_else_on_the_packs_general_knowledge_else_on_nothing(found):
    title = found.types["XX:t"]
    assert (title.fact, title.pattern_fact, title.renewal_fact, title.channel_fact) == (BOARD, BOARD, GENERAL, GENERAL)
    assert (found.types["XX:p"].fact, found.types["XX-A:u"].renewal_fact) == (Fact(), Fact())
    assert (found.place("XX").fact, found.place("XX-A").fact, found.registers["XX:r"].fact) == (GENERAL, Fact(), BOARD)


def test_what_names_the_title_alone_says_nothing_of_the_level_and_stands_in_for_nothing(tmp_path):
    part = PART.replace("[[license_types]]", FACTS_OF_THE_PART, 1)
    types = read(tmp_path, NOWHERE, part).types
    named, other, bare = types["XX-A:u"], types["XX:t"], types["XX-A:w"]
    assert (named.fact, named.title_fact, named.titled_by) == (GENERAL, BOARD, BOARD)
    assert (other.title_fact, other.titled_by) == (Fact(), BOARD)
    assert (bare.title_fact, bare.titled_by) == (Fact(), Fact())


def test_the_zone_of_a_place_may_name_its_own_fact(tmp_path):
    assert read(tmp_path, 'zone_fact = "board"\n' + NOWHERE).place("XX").fact == BOARD


def test_an_entry_has_the_key_zone_and_language_of_its_pack_unless_it_says_its_own(found):
    own, other = found.types["XX-A:u"], found.types["XX-A:v"]
    assert (own.jurisdiction, own.zone, own.register, own.successor, own.language) == ("XX-A", "Asia/Tokyo", "XX:r", "XX-A:v", "nl")
    assert (own.level, own.renewal, own.mechanism, other.language, other.successor) == (Level.SUPERVISED, Renewal.LIFELONG, None, "fr", "")
    assert found.types["XX:p"].mechanism is Mechanism.PRIVILEGE


def test_a_requirement_says_its_parts_its_compacts_and_whether_a_law_asks_it(found):
    need = found.requirement("XX", "crisis")
    under = Supervised(Holds("XX-A:v"), AnyOf((Holds("XX:t"), Holds("XX:p"))), BOARD)
    assert need.expression.parts == (Holds("XX:t"), AllOf((Holds("XX:t"), Holds("XX-A:u"))), under, HoldsVoluntary())
    assert need.expression.parts[2].fact == BOARD
    assert (need.statutory, need.fact, [each.key for each in need.compacts]) == (False, BOARD, ["c"])
    legal = found.requirement("XX", "legal", accepted_registers=["NL:nip"], supervision=True)
    alone, both = legal.expression.parts
    assert alone.parts == (Holds("XX:p"),)
    assert (both, both.fact) == (Supervised(AllOf((Holds("XX-A:u"), Holds("XX-A:v"))), Holds("XX:t")), None)
    assert (legal.fact, legal.compacts, legal.accepted_registers, legal.supervision) == (Fact(), (), frozenset({"NL:nip"}), True)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('{ supervised = "t" }', "it says supervised, by"), ('{ supervised = "t", by = "p", at = "x" }', "it says supervised, by"),
        ('{ supervised = "t", by = "p", fact = "nobody" }', "no fact 'nobody'"), ('{ supervised = "t", by = "q" }', "unknown title XX:q"),
        ('{ supervised = "q", by = "t" }', "unknown title XX:q"),
        ('{ supervised = "t", by = ["p", "t"] }', "XX:t would be supervised by XX:t"),
        ('{ supervised = "XX-A:u", by = { supervised = "t", by = "p" } }', "would supervise XX-A:u"),
    ],
)
def test_supervision_says_by_whom_and_names_titles_that_exist(tmp_path, said, words):
    with pytest.raises(PackError, match=words):
        read(tmp_path, NOWHERE.replace('{ supervised = "XX-A:v", by = ["t", "p"], fact = "board" }', said))


def test_what_nobody_recorded_is_asked_by_law_and_answered_by_nothing(found):
    need = found.requirement("XX-A", "counseling")
    assert (need.statutory, need.expression, need.fact, need.supervision, need.zone) == (True, None, Fact(), False, "Asia/Tokyo")


def test_a_compact_names_each_state_once(found, tmp_path):
    assert [(each.state, each.fact) for each in found.compacts["c"].members] == [("XX-A", BOARD), ("XX-B", Fact())]
    folder = tmp_path / "twice"
    folder.mkdir()
    with pytest.raises(PackError, match=r"c names \['XX-A'\] twice"):
        read(folder, NOWHERE.replace("XX-B", "XX-A"))


def test_a_place_issues_its_own_titles_and_has_those_of_the_place_around_it(found):
    assert [each.key for each in found.titles("XX-A")] == ["XX-A:u", "XX-A:v", "XX-A:w", "XX:t", "XX:p"]
    assert [each.key for each in found.titles("XX")] == ["XX:t", "XX:p"]


@pytest.mark.parametrize(
    ("place", "words", "key", "zone"),
    [
        ("XX", "counselor", "XX:t", "Europe/Paris"), ("XX-A", "Counselor", "XX-A:v", "Asia/Tokyo"),  # her own place's goes first
        ("XX-A", "LC", "XX:t", "Asia/Tokyo"), ("XX-A", "XX-A:u", "XX-A:u", "Asia/Tokyo"),
        ("XX-A", " licensed  COUNSELOR ", "XX:t", "Asia/Tokyo"),
    ],
)  # fmt: skip
def test_a_title_is_found_by_its_words_and_judged_where_it_is_said(found, place, words, key, zone):
    title = found.title(place, words)
    assert (title.key, title.zone) == (key, zone)


@pytest.mark.parametrize(
    ("place", "words", "said"),
    [
        ("XX-A", "adviser", "is several titles in XX-A: Adviser, Adviser"),
        ("XX", "adviser", "Unknown title 'adviser' in XX; known: LC, Privilege"),
        ("XX", "", "Unknown title ''"), ("YY", "LC", "Unknown jurisdiction 'YY'; known: XX, XX-A"),
    ],
)  # fmt: skip
def test_words_of_several_titles_or_of_none_are_an_error(found, place, words, said):
    with pytest.raises(PackError, match=said):
        found.title(place, words)


@pytest.mark.parametrize(("words", "meant"), [("XX:t", True), ("t", True), ("lc", True), ("", False), ("XX", False), ("XX:p", False)])
def test_a_title_is_meant_by_key_code_name_or_letters(found, words, meant):
    assert words_match(found.types["XX:t"], words) is meant
    assert not words_match(found.types["XX:p"], words) or words == "XX:p"


def test_a_service_nobody_knows_is_an_error(found):
    with pytest.raises(PackError, match="Unknown service 'massage'"):
        found.requirement("XX", "massage")
