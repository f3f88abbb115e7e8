"""Which row of a list took the place of another, and when two rows are one person's; pure, on stand-ins."""

from types import SimpleNamespace as Row

import pytest

from licensure.workflow import hit_rows

NPI, OTHER = "1234567893", "1000000004"


def entry(npi="", births=(), family="HALLOWAY", shown_in=1, of="oig-leie"):
    return Row(
        npi=npi, births=births, family_name=family, given_name="WREN", business_name="", last_version_id=shown_in, exclusion_list_id=of
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (entry(NPI), entry(NPI, family="ELM"), True), (entry(NPI), entry(OTHER), False), (entry(NPI), entry(), True),
        (entry(), entry(), True), (entry(NPI), entry(family="ELM"), False), (entry("0000000000"), entry("0000000000", family="ELM"), False),
        (entry(births=["a"]), entry(births=["b"]), False), (entry(births=["a", "b"]), entry(births=["b"]), True),
        (entry(births=["a"]), entry(), True), (entry(), entry(births=["b"]), True), (entry(NPI, ["a"]), entry(NPI, ["b"]), True),
    ],
)  # fmt: skip
def test_an_equal_number_or_an_equal_name_that_nothing_contradicts_is_one_person(one, other, same):
    assert hit_rows.same_person(one, other) is same


VERSION = Row(pk=2, exclusion_list_id="oig-leie")


def hit(state="open", **row):
    return Row(state=state, entry=entry(**row))


FIRST = hit()


@pytest.mark.parametrize(
    ("hits", "found"),
    [
        ([], None), ([FIRST], FIRST), ([hit("confirmed")], None), ([hit(shown_in=2)], None), ([hit(of="sam-exclusions")], None),
        ([hit(family="ELM")], None), ([FIRST, hit(family="ELM"), hit(of="sam-exclusions")], FIRST), ([FIRST, hit()], None),
    ],
)  # fmt: skip
def test_a_hit_moves_on_to_the_one_row_that_took_its_rows_place(monkeypatch, hits, found):
    monkeypatch.setattr(hit_rows, "ListEntry", Row(objects=Row(get=lambda pk: entry())))
    assert hit_rows.predecessor(hits, 7, VERSION) is found
