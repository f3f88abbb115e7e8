"""The forms one name can be found under, and what each costs, by hand; pure."""

import pytest

from licensure.names import BONES, bones, bones_of, family_forms, given_forms, slip

TWENTY, SIXTEEN = "ABCDEFGHIJKLMNOPQRST", "ABABABABABABABAB"
FAMILIES = {  # a family name → its forms: text, what it costs, the word for it; * for what a list may have cut off
    "I": "I 0 exact", "Ye": "YE 0 exact", "Ee": "EE 0 exact", "B": "B 0 exact",
    "Bo": "BO 0 exact, ~B 9 vowels", "Abb": "ABB 0 exact, ~B 9 vowels", "Nash": "NASH 0 exact, ~NSH 5 vowels",
    TWENTY: f"{TWENTY} 0 exact*, ~BCDFGHJKLMNPQRST 5 vowels",
    TWENTY + "U": f"{TWENTY}U 0 exact, ~BCDFGHJKLMNPQRST 5 vowels, {TWENTY} 2 cut",
    "de la Cruz": "DELACRUZ 0 exact, CRUZ 8 part, ~DLCRZ 5 vowels",
    "Garcia Lopez": "GARCIALOPEZ 0 exact, GARCIA 8 part, LOPEZ 8 part, ~GRCLPZ 5 vowels",
    "Van der Berg Smith": "VANDERBERGSMITH 0 exact, BERGSMITH 8 part, BERG 8 part, VANDERBERG 8 part, SMITH 8 part, ~VNDRBRGSMTH 5 vowels",
    "Berg van Smith": "BERGVANSMITH 0 exact, BERGSMITH 8 part, BERG 8 part, SMITH 8 part, VANSMITH 8 part, ~BRGVNSMTH 5 vowels",
    "Anna-Maria B": "ANNAMARIAB 0 exact, ANNA 8 part, ANNAMARIA 8 part, MARIA 8 part, MARIAB 8 part, ~NMRB 5 vowels",
    "A Bb Cc": "ABBCC 0 exact, ABB 8 part, BB 8 part, BBCC 8 part, CC 8 part, ~BC 9 vowels",
    "Mc Donald": "MCDONALD 0 exact, ~MCDNLD 5 vowels", "Aerts van": "AERTSVAN 0 exact, AERTS 8 part, ~RTSVN 5 vowels",
    "Van Berg de Smith": "VANBERGDESMITH 0 exact, BERGSMITH 8 part, BERG 8 part, VANBERG 8 part, SMITH 8 part, DESMITH 8 part, "
    "VANBERGSMITH 8 part, ~VNBRGDSMTH 5 vowels",
    "B.": "B 0 exact", "Yu-Ee": "YUEE 0 exact, YU 8 part, EE 8 part", "Nash\u060c": "NASH 0 exact, ~NSH 5 vowels",
    "X Y": "XY 0 exact, X 8 part, ~X 9 vowels", "O'": "O 0 exact", "'": "", "": "",
    "Abcdefghi Jklmnopqrs": "ABCDEFGHIJKLMNOPQRS 0 exact*, ABCDEFGHI 8 part, JKLMNOPQRS 8 part*, ~BCDFGHJKLMNPQRS 5 vowels",
    "Abcdefghi Jklmnopqrst": "ABCDEFGHIJKLMNOPQRST 0 exact, ABCDEFGHI 8 part, JKLMNOPQRST 8 part, ~BCDFGHJKLMNPQRST 5 vowels, "
    "ABCDEFGHIJKLMNOPQRS 2 cut",
    "Хамидов": "KHAMIDOV 0 exact, HAMIDOV 0 spelling, ~KHMDV 5 vowels", "Иванов": "IVANOV 0 exact, ~VNV 5 vowels",
    "Хамидов Иванов": "KHAMIDOVIVANOV 0 exact, KHAMIDOV 8 part, IVANOV 8 part, HAMIDOVIVANOV 0 spelling, HAMIDOV 8 spelling, "
    "~KHMDVNV 5 vowels",
    "李": "LI 0 exact, LEE 0 spelling, ~L 0 spelling", "كريم": "KRYM 0 exact, ~KRM 0 vowels", "김": "KIM 0 exact, ~KM 0 vowels",
}  # fmt: skip
GIVENS = {  # given and middle name
    ("I", ""): "I 0 exact", ("Ann", ""): "ANN 0 exact, ~N 9 vowels", ("Nash", ""): "NASH 0 exact, ~NSH 5 vowels",
    ("A" * 15, ""): f"{'A' * 15} 0 exact", (SIXTEEN, ""): f"{SIXTEEN} 0 exact, ~B 9 vowels, {SIXTEEN[:15]} 2 cut",
    ("Jo Anne", ""): "JOANNE 0 exact, JO 0 exact, ANNE 8 second, ~JN 9 vowels, ~J 9 vowels",
    ("Jo Anne B", ""): "JOANNEB 0 exact, JO 0 exact, ANNE 8 second, ~JNB 5 vowels, ~J 9 vowels",
    ("Ann", "Marie"): "ANN 0 exact, ANNMARIE 0 exact, MARIE 20 middle, ~N 9 vowels",
    ("Ann", "Bo"): "ANN 0 exact, ANNBO 0 exact, ~N 9 vowels", ("Ann", "Lee"): "ANN 0 exact, ANNLEE 0 exact, LEE 20 middle, ~N 9 vowels",
    ("Ann Bee-Cee Dee Eff", ""): "ANNBEECEEDEEEFF 0 exact, ANN 0 exact, BEE 8 second, CEE 8 second, DEE 8 second, EFF 8 second, "
    "~NBCDF 5 vowels, ~N 9 vowels, ANNBEECEEDEE 2 cut",
    ("Ксения", ""): "KSENIYA 0 exact, XENIYA 0 spelling, ~KSN 5 vowels", ("", ""): "", ("", "Lee"): "",
}  # fmt: skip


def told(forms) -> set[str]:
    assert len({form.text for form in forms}) == len(forms), "each text once"
    return {f"{form.text} {form.loss} {form.how}{'*' if form.cut else ''}" for form in forms}


@pytest.mark.parametrize(("name", "forms"), FAMILIES.items())
def test_a_family_name_has_these_forms_at_these_costs(name, forms):
    assert told(family_forms(name)) == set(filter(None, forms.split(", ")))


@pytest.mark.parametrize(("names", "forms"), GIVENS.items())
def test_a_given_name_has_these_forms_at_these_costs(names, forms):
    assert told(given_forms(*names)) == set(filter(None, forms.split(", ")))


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("", ""), ("AEIOUWY", ""), ("HALLOWAY", "HL"), ("BB", "B"), ("BBB", "B"), ("BABBAB", "B"), ("LLKKL", "LKL"), ("BCB", "BCB"),
        ("ZAZ", "Z"),
    ],
)  # fmt: skip
def test_of_a_name_its_consonants_are_left_each_once_where_they_are_doubled(name, left):
    assert bones(name) == left
    assert bones_of([name]) == [left]
    assert bones_of(["ELM", name, "BBBBBB"]) == ["LM", left, "B"]
    assert bones_of([]) == []


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("~B", "~B", (0, "exact")), ("~B", "~C", None), ("~BCDFG", "~BCDFH", None), ("~BCDFG", "BCDFG", None), ("BCDFG", "~BCDFG", None),
        ("BCDFG", "BCDFH", (8, "typo")), (f"B{BONES}DFG", f"B{BONES}DFH", (8, "typo")), (f"{BONES}{BONES}DFG", "BCDFG", None),
    ],
)  # fmt: skip
def test_consonants_are_equal_or_another_name(one, other, found):
    assert slip(one, other) == slip(other, one) == found
