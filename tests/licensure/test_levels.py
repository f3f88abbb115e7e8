"""How far titles reach that are easily taken for more: addiction counselors, titles alone, trainees."""

import pytest

from tests.licensure import later_states
from tests.licensure.test_authority import ask, codes, under


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
        ("US-DE:LCDP", "yes"),
        ("US-HI:CSAC", "no"),
        ("US-IN:LCAC", "yes"),
        ("US-IN:LAC", "no"),
        ("US-IN:LACA", "no"),
        ("US-KS:LCAC", "yes"),
        ("US-KS:LAC", "no"),
        ("US-KY:LCADC", "yes"),
        ("US-KY:CADC", "no"),
        ("US-LA:LAC", "yes"),
        ("US-LA:CAC", "no"),
        ("US-LA:CIT", "no"),
        ("US-ME:LADC", "yes"),
        ("US-MD:LCADC", "yes"),
        ("US-MD:CAC-AD", "no"),
        ("US-MN:LADC", "yes"),
        ("US-MN:ADC-T", "no"),
        ("US-AR:LADAC", "yes"),
        ("US-AR:LAADAC", "no"),
        ("US-AR:CADAT", "no"),
        ("US-KY:CADCA I", "no"),
        ("US-CT:LADC", "yes"),
        ("US-CT:CADC", "no"),
        *(row.rsplit(" ", 1) for row in later_states.rows(later_states.ADDICTION)),
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
        "US-FL:CMSW", "US-FL:School Psychologist",
        "US-LA:LSSP",
        "US-ME:LMSW", "US-ME:RC", "US-MI:LMSW-Macro", "US-MN:LSW",
        "US-AL:PIP", "US-AK:LBSW", *later_states.rows(later_states.ALONE_NOTHING),
    ],
)  # fmt: skip
def test_a_title_alone_authorizes_nothing_even_under_supervision(text):
    assert not ask([text], text.split(":")[0], supervision=True).ok


def test_a_belgian_trainee_counts_only_where_supervision_is_allowed():
    trainee = ["BE:COMPSY", "BE:VISUM", "BE:Kandidaat-klinisch psycholoog"]
    assert not ask(trainee, "BE").ok
    assert ask(trainee, "BE", supervision=True).ok
    assert not ask(trainee[1:], "BE", supervision=True).ok


# The same letters mean another level next door: each row as the state's own law or board says it.
NEIGHBORS = """
US-AL:LPC yes | US-AL:ALC no | US-AL:LMSW no | US-AL:LBSW no | US-AL:MFT Associate no | US-AL:Psychologist yes
US-AK:LPC yes | US-AK:LCSW yes | US-AK:LMSW no | US-AK:Marital Therapy Associate no
US-AR:LPC yes | US-AR:LAC no | US-AR:LCSW yes | US-AR:LMSW no | US-AR:LSW no | US-AR:LAMFT no | US-AR:LMFT yes
US-CT:LPC yes | US-CT:LPCA no | US-CT:LCSW yes | US-CT:LMSW no | US-CT:LMFTA no
US-MS:LPC yes | US-MS:P-LPC no | US-MS:LCSW yes | US-MS:LMSW no | US-MS:LMFTA no
US-MO:LPC yes | US-MO:PLPC no | US-MO:LCSW yes | US-MO:LMSW no | US-MO:PLMFT no | US-MO:Psychologist, provisional license no
US-ME:LCPC yes | US-ME:LPC yes | US-ME:LMSW-CC no | US-ME:LCSW yes | US-ME:LCPC-C no
US-MD:LCPC yes | US-MD:LGPC no | US-MD:LCSW-C yes | US-MD:LCSW no | US-MD:LMSW no
US-MI:LPC yes | US-MI:LLPC no | US-MI:LMSW yes | US-MI:LLMSW no | US-MI:LP yes | US-MI:LLP no
US-MN:LICSW yes | US-MN:LISW no | US-MN:LGSW no | US-MN:LPCC yes | US-MN:LPC no
US-KS:LCPC yes | US-KS:LPC no | US-KS:LMFT no | US-KS:LCMFT yes | US-KS:LMSW no | US-KS:LSCSW yes | US-KS:LMLP no
US-KY:LPCC yes | US-KY:LPCA no | US-KY:CSW no | US-KY:LCSW yes | US-KY:LPA no
US-LA:LPC yes | US-LA:PLPC no | US-LA:LCSW yes | US-LA:LMSW no | US-LA:CSW no
US-ID:LPC yes | US-ID:LCPC yes | US-ID:LAMFT no | US-ID:LMSW no | US-ID:LCSW yes
US-IN:LMHC yes | US-IN:LMHCA no | US-IN:HSPP yes | US-IN:Psychologist no | US-IN:LSW no
US-IA:LISW yes | US-IA:LMSW no | US-IA:TLMHC no | US-IA:TLMFT no | US-IA:LMHC yes
US-DE:LPCMH yes | US-DE:LACMH no | US-DE:LAMFT no | US-DE:LMSW no | US-DE:Psychological Assistant no
US-FL:LMHC yes | US-FL:IMH no | US-FL:ISW no | US-FL:RMFTI no | US-FL:LCSW yes | US-FL:LMFT yes
US-GA:LPC yes | US-GA:APC no | US-GA:LCSW yes | US-GA:LMSW no | US-GA:AMFT no
US-HI:LMHC yes | US-HI:LCSW yes | US-HI:LSW no | US-HI:LBSW no | US-HI:AMFT no
"""


@pytest.mark.parametrize("row", later_states.rows(NEIGHBORS + later_states.NEIGHBORS))
def test_a_license_lets_its_holder_counsel_alone_where_it_was_issued_or_only_under_supervision(row):
    text, said = row.rsplit(" ", 1)
    place = text.split(":")[0]
    assert ask([text], place).ok is (said == "yes")
    assert ask([under(text)], place, supervision=True).ok


def test_an_alabamian_social_worker_in_private_practice_needs_the_certification_beside_the_license():
    assert not ask(["US-AL:LICSW"], "US-AL").ok
    assert ask(["US-AL:LICSW", "US-AL:PIP"], "US-AL").ok
