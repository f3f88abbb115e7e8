"""Of facts and findings nobody reads a referee's rating, or what the data bank reported, whom the policy keeps peer review from."""

import pytest
from django.test import override_settings

from licensure.facts.answering import DATA_BANK
from licensure.workflow import verifications
from network.models import Parameter
from tests.vetting.pages import get, sign_in, text
from tests.vetting.staff_world import KEPT, World
from tests.vetting.test_evidence_packs import rows
from tests.vetting.test_referees import FORM, ask, check_of_a_referee, file_of, link
from vetting import governance
from vetting.closed import NOT_SHOWN, RATED, closed_criteria, stored_without_peers
from vetting.criteria import CRITERIA
from vetting.models import AssessmentRecord
from vetting.packing import pack_file
from vetting.workflow import checking

BANK = {"element": "claims", "source": f"The {DATA_BANK}"}
CARRIER = {"element": "claims", "source": "Lantern Mutual"}
YES = {"element": "disclosures", "source": DATA_BANK.upper()}


@pytest.mark.parametrize(("reported", "more"), [
    ((), set()), (("license",), set()), (("claims",), {"claims_count", "claims_paid", "claims_open"}),
    (("disclosures",), {
        "claims_count", "claims_paid", "claims_open", "disclosures", "disclosures_answered", "nothing_omitted", "malpractice_verified",
    }),
])
def test_a_rating_is_always_closed_and_what_reads_a_report_where_there_is_one(reported, more):
    assert closed_criteria(reported) == {*RATED, *more}
    assert closed_criteria(reported) <= set(CRITERIA)


def stored(facts, *criteria):
    found = [{"criterion": name, "outcome": "not_met", "observed": {"seen": 2}, "required": {"least": 3}} for name in criteria]
    kept, shown = stored_without_peers(facts, found, bank=DATA_BANK)
    assert all((row["outcome"], row["required"]) == ("not_met", {"least": 3}) for row in shown)
    return kept, {row["criterion"]: row["observed"] for row in shown}


def test_of_a_reference_its_day_and_relation_stay_and_its_rating_goes():
    facts = {"references": [{"received_on": "2026-05-04", "relation": "peer", "rating": 2, "proof": {"element": "reference"}}]}
    kept, shown = stored(facts, "references", "reference_ratings", "score", "eap_years")
    assert kept["references"] == [{"received_on": "2026-05-04", "relation": "peer", "proof": {"element": "reference"}}]
    assert facts["references"][0]["rating"] == 2, "what is stored stays"
    assert shown == {"references": {"seen": 2}, "reference_ratings": NOT_SHOWN, "score": NOT_SHOWN, "eap_years": {"seen": 2}}


def test_what_the_data_bank_reported_goes_and_what_a_carrier_said_stays():
    facts = {"claims": [{"on": "2025-01-02", "proof": BANK}, {"on": "2024-01-02", "proof": CARRIER}], "records": [], "answers": []}
    kept, shown = stored(facts, "claims_count", "disclosures")
    assert kept == {**facts, "claims": [{"on": "2024-01-02", "proof": CARRIER}]}
    assert shown == {"claims_count": NOT_SHOWN, "disclosures": {"seen": 2}}
    plain = {"claims": [{"on": "2024-01-02", "proof": CARRIER}], "proofs": [CARRIER]}
    assert stored(plain, "claims_count") == (plain, {"claims_count": {"seen": 2}})


@pytest.mark.parametrize("facts", [{"records": [{"question": "board", "proof": YES}]}, {"proofs": [YES]}])
def test_what_it_says_of_a_question_goes_with_the_grade_it_was_given(facts):
    kept, shown = stored({**facts, "answers": [{"question": "board", "yes": True, "grade": "serious"}]}, "disclosures")
    assert kept.get("records", []) == [] and kept["answers"] == [{"question": "board", "yes": True}]
    assert shown == {"disclosures": NOT_SHOWN}


# ── A real file ──────────────────────────────────────────────────────────────


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr("tests.vetting.staff_world.KEPT", {**KEPT, "references": {}, "reference_ratings": {"rating": 3}})
    return World(preset="EASNA-high")


@pytest.fixture
def check(world):
    return check_of_a_referee(world)


@pytest.mark.django_db
def test_neither_a_pack_nor_a_page_tells_a_rating_to_whom_peer_review_is_closed(client, world, check, tmp_path):  # noqa: F811
    file = file_of(world, check)
    ask(world, check)
    client.post(link(), {**FORM, "rating": "2", "comment": "Late with reports."})
    check.refresh_from_db()
    given = {"source": check.source, "as_of": check.as_of, "method": check.method, "values": check.values, "comment": "Read."}
    verifications.verify(check, actor=world.tom, at=world.now, **given)
    checking.assess(file, actor=world.tom, at=world.now)

    def told():
        content = pack_file(file, actor=world.maya, at=world.now).content
        row = rows(content, "records/findings")[-1]
        seen = next(each["observed"] for each in row["findings"] if each["criterion"] == "reference_ratings")
        sign_in(client, world.maya)
        pages = [text(get(client, name, world, reference=file.reference)) for name in ("file", "decision")]
        said = b"Late with reports." in content
        return [each.get("rating") for each in row["facts"]["references"]], seen, ["Lowest rating 2 of 5" in page for page in pages], said

    with override_settings(AUDIT_KEY=str(tmp_path / "key")):
        ratings, seen, pages, said = told()
        assert (ratings, seen["rating"], pages, said) == ([2], 2, [True, True], True)
        policy = Parameter.objects.within(world.organization).filter(key=governance.PARAMETER)
        policy.update(value={**policy.get().value, "peer_manager": False})
        assert told() == ([None], NOT_SHOWN, [False, False], False)
        assert AssessmentRecord.objects.within(world.organization).latest("pk").facts["references"][0]["rating"] == 2
