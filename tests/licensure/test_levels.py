"""How far titles reach that are easily taken for more: addiction counselors, titles alone, trainees."""

import pytest

from tests.licensure.test_authority import ask, codes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("US-NY:CASAC", "no"),
        ("US-NY:CASAC-P", "no"),
        ("US-MA:LADC I", "yes"),
        ("US-MA:LADC II", "no"),
        ("US-MA:LADC III", "no"),
        ("US-OH:LICDC", "yes"),
        ("US-OH:CDCA", "no"),
        ("US-OH:CDCA-P", "no"),
        ("US-AZ:LAT", "no"),
    ],
)
def test_an_addiction_title_lets_its_holder_practice_alone_or_not(text, said):
    answer = ask([text], text.split(":")[0], service="addiction")
    assert answer.ok is (said == "yes")
    assert answer.ok or codes(answer) == ["supervision_not_allowed"]


@pytest.mark.parametrize(
    "text",
    [
        "US-CO:UP", "US-IL:Prescribing Psychologist", "US-OH:SWA", "US-OH:Licensed Independent School Psychologist",
        "US-MA:LRC", "GB:Individual member BACP", "CA-ON:Psychologist (Inactive)", "CA-ON:Psychologist (Retired)",
        "CA-ON:RP (Inactive)", "CA-ON:RSW (Retired)", "NL:Pedagoog (SKJ)", "AU:Non-practising psychologist",
    ],
)  # fmt: skip
def test_a_title_alone_authorizes_nothing_even_under_supervision(text):
    assert not ask([text], text.split(":")[0], supervision=True).ok


def test_a_belgian_trainee_counts_only_where_supervision_is_allowed():
    trainee = ["BE:COMPSY", "BE:VISUM", "BE:Kandidaat-klinisch psycholoog"]
    assert not ask(trainee, "BE").ok
    assert ask(trainee, "BE", supervision=True).ok
    assert not ask(trainee[1:], "BE", supervision=True).ok
