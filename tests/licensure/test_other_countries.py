"""What counts in the countries and provinces beyond the first ones: tables written by hand, with the traps of domain 3.3."""

from datetime import date, timedelta

import pytest

from licensure.check_digits import CHECKS, gs1, is_wrong, luhn
from licensure.packs import packs
from licensure.rules import Reason
from tests.licensure.test_authority import ON, ask, codes, hold

# one title alone, asked where it was issued
ALONE = """
IE:Social worker yes | AT:Psychotherapeut yes | AT:i.A.u.S. no | AT:Klinische Psychologin yes | FR:Psychologue yes
FR:Psychothérapeute yes | IT:Psicologo yes | IT:Dottore in tecniche psicologiche (sezione B) no | SE:Leg. psykolog yes | SE:PTP no
NO:Psykolog yes | NO:Psykolog med lisens no | DK:Autoriseret psykolog yes | DK:Psykolog under supervision no | FI:Psykologi yes
FI:Psykologian opiskelija no | PT:Psicólogo yes | PT:Psicólogo estagiário no | CA-QC:Psychologue yes | CA-QC:Psychothérapeute yes
CA-QC:Doctorant en psychologie inscrit au registre no | CA-BC:R.Psych. yes | CA-AB:Provisional Psychologist no
CA-AB:Registered Social Worker (Provisional) no | CA-NB:LCT yes | CA-NB:LCT-C no | CA-NS:RCT yes | CA-NS:RCT-C no | CA-NS:SWC no
CA-PE:CT yes | NZ:Psychologist yes | NZ:Intern psychologist no | NZ:Interim psychotherapist no | NZ:Psychotherapist yes
ZA:PS yes | ZA:PRC yes | ZA:PSIN no | ZA:Psychologist, supervised practice no | IN:Clinical psychologist yes | BR:CRP yes
BR:Psicólogo com inscrição provisória yes | MX:Cédula profesional yes | MX:Pasante no | JP:公認心理師 yes
AE-DU:DHA psychologist yes | AE-AZ:DOH psychologist yes
"""
ALONE_ROWS = [row.strip().rsplit(" ", 1) for line in ALONE.strip().splitlines() for row in line.split("|")]


@pytest.mark.parametrize(("text", "said"), ALONE_ROWS)
def test_a_title_lets_its_holder_practice_alone_or_only_under_supervision(text, said):
    place = text.split(":")[0]
    answer = ask([text], place)
    assert answer.ok is (said == "yes")
    assert answer.ok or codes(answer) == ["supervision_not_allowed"]
    assert ask([text], place, supervision=True).ok


# counselor and psychotherapist are nobody's title there: a voluntary register counts where the policy accepts it, and says so
FREE = """
IE:MIACP IE:iacp | PL:Psychoterapeuta z certyfikatem PTP PL:ptp | CA-BC:RCC CA-BC:bcacc | CA-AB:ACTA counselling therapist CA-AB:acta
NZ:MNZAC NZ:nzac | SG:SRP SG:srp | SG:Registered counsellor SG:sac | JP:臨床心理士 JP:fjcbcp | FR:Psychopraticien FF2P FR:ff2p
CH:Berater SGfB CH:sgfb | DK:MPF DK:dpfo | NO:MNFP NO:npf | IN:Member of the Counselors Council of India IN:cci
GB-SCT:MBACP GB:bacp | GB-ENG:MBACP GB:bacp | CA-BC:CCC CA:ccpa
"""
FREE_ROWS = [row.strip().rsplit(" ", 1) for line in FREE.strip().splitlines() for row in line.split("|")]


@pytest.mark.parametrize(("text", "register"), FREE_ROWS)
def test_where_no_license_exists_an_accepted_voluntary_register_answers_and_is_labelled(text, register):
    place = text.split(":")[0]
    assert not packs().requirement(place, "counseling").statutory
    refused = ask([text], place)
    assert (refused.ok, codes(refused)) == (False, ["register_not_accepted"])
    answer = ask([text], place, accepted_registers={register})
    assert answer.ok
    assert "voluntary_register" in codes(answer)


@pytest.mark.parametrize(
    "text", ["IE:Pre-accredited member IACP", "NZ:Provisional member NZAC", "PL:Psycholog", "DK:Psykolog", "AT:Psychologin"]
)
def test_a_title_alone_authorizes_nobody_even_under_supervision(text):
    place = text.split(":")[0]
    assert not ask([text], place, supervision=True, accepted_registers={"IE:iacp", "NZ:nzac", "PL:ptp"}).ok


def test_psychotherapist_is_unregulated_in_poland_and_ireland_and_reserved_in_austria_and_quebec():
    assert {place: packs().requirement(place, "counseling").statutory for place in ("PL", "IE", "AT", "CA-QC")} == {
        "PL": False, "IE": False, "AT": True, "CA-QC": True,
    }  # fmt: skip
    for place in ("PL", "IE"):
        levels = {kind.level for kind in packs().types.values() if kind.jurisdiction == place and kind.profession == "psychotherapist"}
        assert levels == {"voluntary"}


def test_a_voluntary_register_answers_nothing_where_the_work_is_reserved():
    asked = (("ES:Psicoterapeuta acreditado FEAP", "ES"), ("IT:Counselor iscritto ad AssoCounseling", "IT"), ("CA-BC:CCC", "CA-NS"))
    for text, place in asked:
        answer = ask([text], place, accepted_registers={"ES:feap", "IT:assocounseling", "CA:ccpa"})
        assert (answer.ok, codes(answer)) == (False, ["does_not_count_here"]), place


def test_switzerland_needs_the_federal_title_and_the_permit_and_spain_a_health_title_and_a_colegio():
    assert ask(["CH:Eidg. anerkannte Psychotherapeutin", "CH:Berufsausübungsbewilligung"], "CH").ok
    assert codes(ask(["CH:Berufsausübungsbewilligung"], "CH")) == ["not_held"]
    assert codes(ask(["CH:Eidg. anerkannte Psychotherapeutin"], "CH"))[0] == "not_held"
    for health in ("PGS", "PEPC"):
        assert ask([f"ES:{health}", "ES:Psicólogo colegiado"], "ES").ok
        assert "not_held" in codes(ask([f"ES:{health}"], "ES"))
    assert not ask(["ES:Psicólogo colegiado"], "ES").ok
    assert "supervision_not_allowed" in codes(ask(["ES:PIR", "ES:Psicólogo colegiado"], "ES"))


LIFELONG = (
    "AT:Psychotherapeut", "SE:Leg. psykolog", "NO:Psykologspesialist", "DK:Autoriseret psykolog", "FI:Psykologi", "FR:Psychologue",
    "MX:Psicólogo", "JP:公認心理師",
)  # fmt: skip


@pytest.mark.parametrize("text", LIFELONG)
def test_a_registration_without_an_end_counts_only_while_somebody_looked_it_up_lately(text):
    place = text.split(":")[0]
    fresh, old = hold(text, verified_as_of=ON), hold(text, verified_as_of=ON - timedelta(days=400))
    assert fresh.type.reverify_months == 12
    answer = ask([fresh], place)
    assert answer.ok
    assert answer.until == date(2027, 11, 24)
    assert codes(ask([old], place)) == ["verification_stale"]


def test_a_license_of_one_emirate_counts_in_no_other_and_the_whole_country_says_nothing():
    assert codes(ask(["AE-DU:DHA psychologist"], "AE-AZ")) == ["does_not_count_here"]
    assert codes(ask(["AE-AZ:DOH psychologist"], "AE-DU")) == ["does_not_count_here"]
    assert codes(ask(["AE-DU:DHA psychologist"], "AE")) == ["requirement_unknown"]


# social workers of one country of the United Kingdom, asked with the client in another
NATIONS = {"ENG": "england", "WLS": "wales", "SCT": "scotland", "NIR": "northern-ireland"}


@pytest.mark.parametrize("client", NATIONS)
@pytest.mark.parametrize("register", NATIONS)
def test_a_social_worker_counts_in_her_own_country_and_in_scotland_whichever_country_registered_her(client, register):
    held = hold(f"GB:social-worker-{NATIONS[register]}")
    assert ask([held], f"GB-{client}").ok is (client in (register, "SCT"))


def test_solicitors_are_of_england_and_wales_of_scotland_or_of_northern_ireland():
    said = {
        (place, text): ask([text], place, service="legal").ok
        for place in ("GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR")
        for text in ("GB:Solicitor", "GB-SCT:Scottish solicitor", "GB-NIR:Solicitor of Northern Ireland")
    }
    assert {pair for pair, ok in said.items() if ok} == {
        ("GB-ENG", "GB:Solicitor"), ("GB-WLS", "GB:Solicitor"), ("GB-SCT", "GB-SCT:Scottish solicitor"),
        ("GB-NIR", "GB-NIR:Solicitor of Northern Ireland"),
    }  # fmt: skip


def test_quebec_asks_social_workers_for_the_psychotherapists_permit_but_not_for_couples_or_addiction():
    assert codes(ask(["CA-QC:T.S."], "CA-QC")) == ["does_not_count_here"]
    assert ask(["CA-QC:T.S."], "CA-QC", service="addiction").ok
    assert ask(["CA-QC:T.C.F."], "CA-QC", service="couples").ok
    assert not ask(["CA-QC:T.C.F."], "CA-QC", service="addiction").ok


def test_a_province_is_no_other_province():
    assert codes(ask(["CA-NS:RCT"], "CA-NB")) == ["does_not_count_here"]
    assert codes(ask(["CA-NB:LCT"], "CA-ON")) == ["does_not_count_here"]


def test_an_old_french_number_goes_over_into_the_new_register():
    old = packs().title("FR", "ADELI")
    assert (old.valid_to, old.successor) == (date(2024, 12, 31), "FR:psychologue")
    assert [old.looks_unusual(each) for each in ("759312345", "75 93 12345", "751012345")] == [False, False, True]


def test_what_rests_on_general_knowledge_says_unconfirmed_and_what_the_regulators_page_says_does_not():
    answer = ask(["PT:Psicólogo"], "PT")
    assert codes(answer) == ["unconfirmed"]  # the title was read, what the service needs was not
    assert codes(ask(["CA-NS:RCT"], "CA-NS")) == []
    assert answer.reasons == (Reason("unconfirmed"),)


# --- check digits: a wrong one warns -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "right"), [("10003879623", True), ("10003879624", False), ("01003879623", False), ("79927398713", True)]
)
def test_a_luhn_key_is_the_last_digit(number, right):
    assert luhn(number) is right


@pytest.mark.parametrize(
    ("number", "right"),
    [("7601001000001", True), ("7601001000002", False), ("4006381333931", True), ("4060381333931", False)],
)
def test_a_gs1_check_digit_is_the_last_digit(number, right):
    assert gs1(number) is right


@pytest.mark.parametrize("check", CHECKS)
def test_one_wrong_digit_never_passes_and_exactly_one_last_digit_is_right(check):
    body = "760100012345"
    good = [last for last in "0123456789" if CHECKS[check](body + last)]
    assert len(good) == 1
    right = body + good[0]
    for place, digit in enumerate(right):
        for other in set("0123456789") - {digit}:
            assert not CHECKS[check](right[:place] + other + right[place + 1 :])


@pytest.mark.parametrize(("check", "number"), [("", "123"), ("luhn", ""), ("luhn", "1000387962X"), ("gs1", "٧٦٠١"), ("gs1", "7601-1")])
def test_without_a_check_or_without_plain_digits_nothing_is_wrong(check, number):
    assert not is_wrong(check, number)


def test_a_number_with_a_wrong_check_digit_looks_unusual_and_is_never_refused():
    psychologue, titel = packs().title("FR", "Psychologue"), packs().title("CH", "Eidg. anerkannte Psychotherapeutin")
    numbers = ("10003879623", "1000 3879 623", "10003879624", "1000387962")
    assert [psychologue.looks_unusual(each) for each in numbers] == [False, False, True, True]
    right = next(number for number in map("760100012345{}".format, range(10)) if gs1(number))
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    assert [titel.looks_unusual(each) for each in (right, wrong, "4006381333931")] == [False, True, True]
    assert ask([hold("FR:Psychologue")], "FR").ok  # whatever her number


@pytest.mark.parametrize(
    ("place", "title", "usual", "unusual"),
    [
        ("CA-QC", "Psychologue", "12345-67", "1234567"), ("ZA", "PS", "PS 0123456", "PRC0123456"),
        ("ZA", "PRC", "PRC0123456", "PS0123456"), ("BR", "CRP", "06/123456", "06123456"),
        ("MX", "Cédula profesional", "12345678", "123"), ("ES", "Psicólogo colegiado", "M-12345", "M-1"),
        ("NZ", "Psychologist", "90-12345", "91-12345"), ("NO", "Psykolog", "1234567", "12345"),
        ("FI", "Psykologi", "12345678901", "1234567"),
    ],
)  # fmt: skip
def test_a_number_of_another_shape_warns(place, title, usual, unusual):
    kind = packs().title(place, title)
    assert not kind.looks_unusual(usual)
    assert kind.looks_unusual(unusual)
