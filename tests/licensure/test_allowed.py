"""A license, a registration and an NPI are verified at whoever keeps them, and nowhere else: refused with where to look."""

from datetime import UTC, date, datetime

import pytest

from licensure import guards_sources
from licensure.facts.allowed import Allowed, allowed_sources, host_of, is_allowed, source_faults
from licensure.models import Credential, License
from licensure.workflow import verifications
from network.documents import keep_own
from network.models import Jurisdiction
from network.transitions import Refused
from tests.network.cast import therapist
from tests.network.files import pdf

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = date(2026, 11, 2)
BOARD = "Ohio Counselor, Social Worker and Marriage and Family Therapist Board"
ALLOWED = (Allowed(BOARD, "https://cswmft.ohio.gov/look-up"), Allowed("A relay"))


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://www.cswmft.ohio.gov/x?y=1", "cswmft.ohio.gov"), ("cswmft.ohio.gov", "cswmft.ohio.gov"),
        ("www.example.org/page", "example.org"), ("the board's site", ""), (BOARD, ""), ("http://127.0.0.1:1/", "127.0.0.1"), ("", ""),
    ],
)  # fmt: skip
def test_the_host_a_source_names(text, host):
    assert host_of(text) == host


@pytest.mark.parametrize(
    ("source", "allowed"),
    [
        (BOARD, True), (f"  {BOARD.upper()} ", True), ("a relay", True), ("https://elicense.cswmft.ohio.gov/", True),
        ("cswmft.ohio.gov", True), ("https://ohio.example/", False), ("https://notcswmft.ohio.gov/", False),
        ("https://ohio.gov/", False), ("https://gov/", False), ("Ohio board", False),
    ],
)  # fmt: skip
def test_a_source_is_allowed_by_its_name_or_on_its_own_site(source, allowed):
    assert is_allowed(source, ALLOWED) is allowed


@pytest.fixture
def wren(harbor):
    Jurisdiction.objects.get_or_create(code="US-OH", defaults={"name": "Ohio", "zone": "America/New_York"})
    return therapist("Wren Halloway")[0]


@pytest.fixture
def opened(harbor, wren, tom):
    def open_one(element="license"):
        told = {"jurisdiction_id": "US-OH", "license_type": "US-OH:lisw", "number": "I.0000001"}
        row = License.objects.of(wren).first() or License.objects.create(practitioner=wren, **told)
        item = {"license": row.key}.get(element, "")
        return verifications.open_verification(
            organization=harbor, practitioner=wren, file="HA-0001", element=element, item=item, label="LISW", actor=tom, at=AT, on=TODAY
        )

    return open_one


@pytest.fixture
def page(harbor, tom):
    return keep_own(owner=harbor, kind="artefact", content=pdf(), content_type="application/pdf", filename="page.pdf", actor=tom, at=AT)


def refusals(check, tom, source, artefact=None):
    faults = source_faults(check, source, artefact)
    return list(guards_sources.source_is_allowed(check, actor=tom, at=AT, source_faults=faults))


def said(check, tom, **answer):
    return [refusal.code for refusal in refusals(check, tom, **answer)]


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        (BOARD, []), ("Ohio Board of Psychology", ["source_not_allowed"]), ("NPI registry (NPPES)", ["source_not_allowed"]),
        ("Google", ["source_not_allowed"]), ("her LinkedIn profile", ["source_not_allowed"]), ("Psychology Today", ["source_not_allowed"]),
        ("https://directory.example/wren", ["source_not_allowed"]), ("wren halloway", ["own_word"]),
        ("The board, by telephone", ["source_not_allowed"]), (f"{BOARD}, by telephone", ["source_not_allowed"]),
    ],
)  # fmt: skip
def test_a_license_is_verified_at_its_own_board(opened, tom, source, codes):
    assert said(opened(), tom, source=source) == codes


def test_the_refusal_says_where_to_look(opened, tom):
    (refusal,) = refusals(opened(), tom, source="Google")
    assert BOARD in str(refusal.cure)


def test_an_npi_is_verified_at_the_npi_registry(opened, tom):
    check = opened("npi")
    assert [each.name for each in allowed_sources(check)] == ["NPI registry (NPPES)"]
    assert said(check, tom, source="https://npiregistry.cms.hhs.gov/search") == []
    assert said(check, tom, source=BOARD) == ["source_not_allowed"]


def test_an_identity_is_peoples_word_and_everything_else_fails_closed(opened, tom):
    assert allowed_sources(opened("identity")) == ()
    assert said(opened("identity"), tom, source="City of Columbus") == []
    assert said(opened("insurance"), tom, source="Google") == ["source_not_allowed"]


def test_a_voluntary_registration_is_verified_at_its_register(harbor, wren, tom):
    row = Credential.objects.create(practitioner=wren, kind="register", code="NL:nip", title="NIP", number="1")
    check = verifications.open_verification(
        organization=harbor, practitioner=wren, file="HA-0001", element="register", item=row.key, label="NIP", actor=tom, at=AT, on=TODAY
    )
    (register,) = allowed_sources(check)
    assert said(check, tom, source=register.name) == []
    assert said(check, tom, source="BIG-register") == ["source_not_allowed"]


def test_a_paper_the_therapist_sent_is_not_the_sources_answer(opened, harbor, tom, wren, page):
    check, content = opened(), pdf(2)
    kept = {"content": content, "content_type": "application/pdf", "filename": "license.pdf", "actor": tom, "at": AT}
    row = check.evidence
    row.document = keep_own(owner=wren, kind="license", **kept)
    row.save()
    assert said(check, tom, source=BOARD, artefact=page) == []
    assert said(check, tom, source=BOARD, artefact=keep_own(owner=harbor, kind="artefact", **kept)) == ["own_paper"]


def test_verifying_from_another_board_is_refused_and_leaves_the_check_as_it_was(opened, tom, page):
    check = opened()
    given = {"method": "web_lookup", "query": "I.0000001", "as_of": TODAY, "artefact": page, "actor": tom, "at": AT}
    with pytest.raises(Refused) as caught:
        verifications.verify(check, source="Ohio Board of Psychology", **given)
    assert (caught.value.codes, check.state) == (["source_not_allowed"], "required")
    verifications.verify(check, source=BOARD, **given)
    assert check.state == "verified"
