"""Who may answer each element: a table by hand. Whoever is not in it is refused, with those that may; an unknown name too."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from licensure import guards_sources
from licensure.facts.allowed import PEOPLES, allowed_sources, source_faults
from licensure.models import Credential, ExclusionList, License, Position
from licensure.models.verifications import Element
from licensure.workflow import verifications
from network.access import Role
from network.documents import keep_own
from network.models import Jurisdiction
from network.transitions import Refused
from tests.network.cast import organization, staff, therapist
from tests.network.files import pdf

AT, TODAY = datetime(2026, 11, 2, 12, tzinfo=UTC), date(2026, 11, 2)
BOARD = "Ohio Counselor, Social Worker and Marriage and Family Therapist Board"
BANK = "National Practitioner Data Bank"
pytestmark = pytest.mark.django_db

# element → the entry it is about, who may answer, and who may not though somebody might think so
TABLE = {
    "license": ({}, [BOARD], ["Lakehaven University", BANK]),
    "register": ({"kind": "register", "code": "NL:nip", "title": "NIP"}, ["Nederlands Instituut van Psychologen"], [BOARD]),
    "npi": ({}, ["NPI registry (NPPES)"], [BOARD]),
    "supervision": (
        {"kind": "supervision", "code": "US-OH:lisw", "title": "Alden Brook", "number": "I.1"}, [BOARD],
        ["Alden Brook", "Tidewater Clinic"],
    ),
    "insurance": ({"kind": "insurance", "issuer": "Lantern Mutual"}, ["Lantern Mutual", "LANTERN  mutual"], ["Other Mutual", BOARD]),
    "claims": ({"kind": "claim", "issuer": "Lantern Mutual"}, ["Lantern Mutual", BANK], ["Other Mutual"]),
    "education": (
        {"kind": "degree", "issuer": "Lakehaven University"}, ["Lakehaven University", "National Student Clearinghouse", BOARD],
        ["Another University", "Registrar"],
    ),
    "training": ({"kind": "training", "issuer": "EAP Academy", "title": "CEAP"}, ["EAP Academy", "CEAP"], ["Somebody else"]),
    "reference": ({"kind": "reference", "title": "Robin Hale", "issuer": "robin@mail.example"}, ["Robin Hale"], ["Sam Hale"]),
    "exclusion_list": ({}, ["OIG LEIE", "SAM", "OIG LEIE, SAM"], ["OIG LEIE, Google", ", ", BOARD]),
    "work_history": ({}, ["Tidewater Clinic", "Application", "Curriculum vitae", "Cv"], ["A friend", BOARD]),
    "eap_experience": ({}, ["Tidewater Clinic"], ["Curriculum vitae", BANK]),
    "certificate_of_conduct": (
        {"kind": "certificate_of_conduct", "issuer": "Columbus Police"}, ["Columbus Police", "Justis", "Certificate of conduct"], [BOARD],
    ),
    "paper": (
        {"kind": "paper", "code": "immunization", "issuer": "City Clinic"}, ["The paper itself", "City Clinic", "Het document zelf"],
        [BOARD],
    ),
    "disclosures": ({}, [BANK, BOARD, "Court register"], ["Tidewater Clinic", "A colleague"]),
}


@pytest.fixture
def world():
    """Harbor, Tom, and Wren with an Ohio license and one employer; two lists."""
    harbor = organization()
    Jurisdiction.objects.get_or_create(code="US-OH", defaults={"name": "Ohio", "zone": "America/New_York"})
    wren = therapist("Wren Halloway")[0]
    License.objects.create(practitioner=wren, jurisdiction_id="US-OH", license_type="US-OH:lisw", number="I.0000001")
    Position.objects.create(practitioner=wren, employer="Tidewater Clinic", first_month=date(2018, 1, 1), eap=True)
    ExclusionList.objects.create(key="oig-leie", name="OIG LEIE")
    ExclusionList.objects.create(key="sam", name="SAM")
    return harbor, wren, staff(harbor, "Tom Wetherby", Role.VERIFIER)


def opened(world, element):
    harbor, wren, tom = world
    entry, item = TABLE.get(element, ({},))[0], ""
    if entry:
        item = Credential.objects.create(practitioner=wren, **entry).key
    elif element == "license":
        item = License.objects.of(wren).get().key
    return verifications.open_verification(
        organization=harbor, practitioner=wren, file="HA-0001", element=element, item=item, label=element, actor=tom, at=AT, on=TODAY
    )


def refusals(check, source):
    faults = source_faults(check, source, None)
    return list(guards_sources.source_is_allowed(check, actor=None, at=AT, source_faults=faults))


def test_the_table_names_every_element_but_what_people_vouch_for():
    assert set(TABLE) == set(Element.values) - set(PEOPLES)


@pytest.mark.parametrize("element", TABLE)
def test_whoever_may_answer_is_let_in_and_nobody_else(world, element):
    _entry, may, may_not = TABLE[element]
    check = opened(world, element)
    assert [name for name in may if refusals(check, name)] == []
    for name in (*may_not, "Some office nobody knows", "Wren Halloway", "Google", "https://directory.example/wren"):
        (refusal,) = refusals(check, name)
        assert refusal.code in ("source_not_allowed", "own_word"), name
        assert may[0] in str(refusal.cure), f"{name} is refused with those that may"


@pytest.mark.parametrize("element", ["insurance", "training", "reference"])
def test_where_she_named_nobody_nobody_may_answer_and_the_cure_says_what_to_complete(world, element):
    harbor, wren, tom = world
    row = Credential.objects.create(practitioner=wren, kind=element)
    check = verifications.open_verification(
        organization=harbor, practitioner=wren, file="HA-0002", element=element, item=row.key, label=element, actor=tom, at=AT, on=TODAY
    )
    (refusal,) = refusals(check, "Lantern Mutual")
    assert refusal.code == "source_not_allowed" and "complete the entry" in str(refusal.cure)


def test_a_license_of_a_title_no_pack_knows_has_no_source_until_the_jurisdiction_is_corrected(world):
    check = opened(world, "license")
    License.objects.of(world[1]).update(license_type="US-OH:nobody")
    assert allowed_sources(check) == ()
    (refusal,) = refusals(check, BOARD)
    assert refusal.code == "source_not_allowed"


@pytest.mark.parametrize(("element", "words"), [("work_history", "Application"), ("disclosures", "Court register")])
def test_a_kind_of_source_counts_in_every_language(world, element, words):
    check = opened(world, element)
    with translation.override("nl"):
        theirs = [each.name for each in allowed_sources(check) if words in each.also]
    assert theirs and theirs != [words] and not refusals(check, theirs[0])


@pytest.mark.parametrize("element", ["insurance", "education", "disclosures"])
def test_verifying_at_an_unknown_source_is_refused_and_leaves_the_check_as_it_was(world, element):
    check, (harbor, _wren, tom) = opened(world, element), world
    page = keep_own(owner=harbor, kind="artefact", content=pdf(), content_type="application/pdf", filename="page.pdf", actor=tom, at=AT)
    given = {"method": "letter", "query": "Halloway", "as_of": TODAY, "artefact": page, "actor": tom, "at": AT}
    with pytest.raises(Refused) as caught:
        verifications.verify(check, source="Some office nobody knows", **given)
    assert (caught.value.codes, check.state) == (["source_not_allowed"], "required")
    verifications.verify(check, source=TABLE[element][1][0], **given)
    assert check.state == "verified"


def test_an_answer_obtained_elsewhere_waits_and_is_refused_when_somebody_verifies_it(world):
    check, (_harbor, _wren, tom) = opened(world, "insurance"), world
    verifications.obtain(
        check, method="letter", source="Another Mutual", as_of=TODAY, artefact_sha256="ab" * 32, values={"names": ["Wren Halloway"]},
        actor=tom, at=AT,
    )
    with pytest.raises(Refused) as caught:
        verifications.confirm(check, obtained_at=check.obtained_at, actor=tom, at=AT)
    assert caught.value.codes == ["source_not_allowed"]
