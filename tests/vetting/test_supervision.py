"""A therapist in training says who supervises her; a reviewer looks the supervisor's license up; what rests on it follows."""

from datetime import date

import pytest

from licensure.models import Credential
from licensure.policy import SUPERVISION
from licensure.workflow import evidence, supervision
from network import clock
from network.models import Cover, Job, Parameter
from network.transitions import perform
from tests.shared import shared
from tests.vetting.hers import as_her, on
from tests.vetting.hers import get as hers_get
from tests.vetting.hers import post as hers_post
from tests.vetting.pages import get, post, sign_in, text
from tests.vetting.staff_world import KEPT, World
from vetting.facts.collect import collect
from vetting.facts.sections import asked_elements, sections_of
from vetting.workflow import applying, checking, policies

pytestmark = pytest.mark.django_db
SOURCE = "Arkansas Board of Examiners in Counseling and Marriage and Family Therapy"


class Training(World):
    """Harbor lets in licenses that are practiced under supervision, and Wren holds one of Arkansas."""

    def _policy(self, preset, whole):
        draft = policies.draft_from_preset(
            organization=self.organization, preset=preset, effective_from=self.day(60), actor=self.maya, at=self.start
        )
        draft.criteria.exclude(criterion__in=KEPT).delete()
        row = draft.criteria.get(criterion="license_in_force")
        row.limit = {**row.limit, "levels": ["independent", "supervised"]}
        row.save()
        Parameter(
            organization=self.organization, key=SUPERVISION, value=True, effective_from=self.day(60), author_id=self.ines.person_id
        ).save()
        perform(draft, "send_for_approval", actor=self.maya, at=self.start)  # leaves out what the law asks, which the workflow refuses
        policies.approve(draft, actor=self.ines, at=self.start)
        return draft

    def therapist(self, *args, **fields):
        who, actor = super().therapist(*args, **fields)
        evidence.add_license(
            practitioner=who, jurisdiction_id="US-AR", license_type="US-AR:lac", number="A2501001", issued_on=date(2025, 2, 1),
            expires_on=self.day(-300), actor=actor, at=self.start,
        )
        return who, actor


_world, world = shared(Training)


def stated(world, **changes) -> dict:
    """A complete form about who supervises her."""
    return {
        "of": "US-AR:lac", "title": "Alden Brook", "code": "US-AR:lpc", "number": "P0101001", **on("covers_from", world.day(100)),
        **on("covers_through", world.day(-100)), **changes,
    }


def answer(world, **changes) -> dict:
    """What the board's page says of the supervisor."""
    return {
        "method": "seen", "source": SOURCE, "query": "P0101001", "shown_name": "Alden Brook", "shown_number": "P0101001",
        "shown_title": "LPC", "status": "active", "seen_what": "Board page P0101001", **on("as_of", world.day()),
        **on("good_through", world.day(-400)), **changes,
    }


def entered(client, world, file, **changes):
    """Her entry, and the check it opened."""
    as_her(client, file.herself)
    assert hers_post(client, "my_item_add", stated(world, **changes), section="supervision").status_code == 302
    row = Credential.objects.of(file.practitioner).get(kind="supervision", retired_at=None)
    return row, world.checks(file).filter(element="supervision", item=row.key).first()


# ── Hers ─────────────────────────────────────────────────────────────────────


def test_she_states_who_supervises_her_and_reads_it_back(client, world):
    file = world.draft()
    row, _check = entered(client, world, file)
    assert (row.title, row.code, row.number, row.detail) == ("Alden Brook", "US-AR:lpc", "P0101001", {"of": "US-AR:lac"})
    said = text(hers_get(client, "my_items", section="supervision"))
    assert "Alden Brook" in said and "Licensed Professional Counselor (LPC)" in said and "supervises you as Licensed Associate" in said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"of": "US-AR:lpc"}, "is not one of the available choices"), ({"code": "US-AR:nobody"}, "is not one of the available choices"),
        ({"title": ""}, "Fill this in."), ({"number": ""}, "Fill this in."),
        (on("covers_through", date(2001, 1, 1)), "This lies before the first day of the supervision."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, world, wrong, said):
    as_her(client, world.draft().herself)
    reply = hers_post(client, "my_item_add", stated(world, **wrong), section="supervision")
    assert reply.status_code == 422 and said in text(reply)


def test_the_form_of_a_license_leads_to_it_and_a_supervised_title_is_told(client, world):
    file = world.draft()
    as_her(client, file.herself)
    assert "/me/supervision/" in hers_get(client, "my_item_add", section="licenses").content.decode()
    assert "/me/supervision/" not in hers_get(client, "my_item_add", section="insurance").content.decode()
    lamft = {"license_type": "US-AR:lamft", "number": "F2501001", **on("issued_on", date(2025, 2, 1)), **on("expires_on", world.day(-300))}
    assert "This title is practiced under supervision." in text(client.post("/me/licenses/add/", lamft, follow=True))


def test_an_organization_that_lets_no_supervised_license_in_asks_for_nobody(world):
    assert "supervision" in asked_elements(world.organization)
    assert "supervision" not in asked_elements(World("summit").organization)


def test_the_section_is_done_when_every_supervised_title_has_somebody(client, world):
    file = world.draft()

    def section():
        return next(each for each in sections_of(file) if each.key == "supervision")

    assert (section().done, section().begun) == (False, True)
    row, _check = entered(client, world, file)
    assert section().done
    evidence.retire(row, actor=file.herself, at=world.at(0))
    assert not section().done


# ── Theirs ───────────────────────────────────────────────────────────────────


def test_the_reviewer_sees_her_word_and_the_board_to_ask_and_verifies_what_it_says(client, world):
    file = world.checking()
    row, check = entered(client, world, file)
    sign_in(client, world.tom)
    page = get(client, "verification", world, pk=check.pk)
    shown = {str(pair.label): pair.value for pair in page.context["current"].attested.pairs}
    assert (shown["Supervisor"], shown["Number"], shown["Where"]) == ("Alden Brook", "P0101001", "Arkansas")
    assert shown["Supervised title"].startswith("Licensed Associate Counselor")
    assert page.context["guide"].name == SOURCE and "The supervisor’s, as it stands there." in text(page)
    assert post(client, "verification", world, answer(world), pk=check.pk).status_code == 302
    check.refresh_from_db()
    assert (check.state, check.values["names"], check.values["title"]) == ("verified", ["Alden Brook"], "LPC")
    (fact,) = collect(file, on=world.day()).supervision
    assert (fact.level, fact.last, str(fact.proof.state)) == ("independent", world.day(-100), "verified")


@pytest.mark.parametrize(
    "wrong", [{"shown_name": "Robin Hale"}, {"shown_number": "P0101009"}, {"shown_title": "LAC"}], ids=str
)
def test_another_name_number_or_title_at_the_board_is_put_to_her_first(client, world, wrong):
    _row, check = entered(client, world, world.checking())
    sign_in(client, world.tom)
    assert post(client, "verification", world, answer(world, **wrong), pk=check.pk).status_code == 422
    check.refresh_from_db()
    assert check.state == "required"


@pytest.mark.parametrize("source", ["NPI registry (NPPES)", "Google", "Wren Halloway"])
def test_a_source_that_does_not_keep_the_supervisors_license_is_refused(client, world, source):
    _row, check = entered(client, world, world.checking())
    sign_in(client, world.tom)
    assert post(client, "verification", world, answer(world, source=source), pk=check.pk).status_code == 409


def test_license_and_supervision_verified_give_cover_and_her_end_takes_it(client, world):
    file = world.checking()
    row, check = entered(client, world, file)
    world.verify(world.checks(file).get(element="license", label__startswith="Licensed Associate"))
    sign_in(client, world.tom)
    mine = Cover.objects.within(world.organization).filter(participation=file.participation, jurisdiction="US-AR")
    assert not mine.current().exists()
    post(client, "verification", world, answer(world), pk=check.pk)
    assert {cover.last for cover in mine.current()} == {world.day(-100)}
    as_her(client, file.herself)
    ended = stated(world, **on("covers_through", world.day(-1)))
    assert hers_post(client, "my_item", ended, section="supervision", pk=row.pk).status_code == 302
    assert Job.objects.filter(name=supervision.JUDGE_SUPERVISED).exists()
    supervision.judge_supervised(file.practitioner, at=clock.now())
    assert {cover.last for cover in mine.current()} == {world.day(-1)}


def test_a_file_taken_on_opens_the_check_of_what_she_stated_before(client, world):
    file = world.draft()
    row, _check = entered(client, world, file)
    signature = applying.Signature("Wren Halloway", world.at(10), "Everything above is true and complete.")
    applying.submit(file, signature=signature, missing=(), actor=file.herself, at=world.at(10))
    checking.begin_checks(file, actor=world.tom, at=world.at(9))
    assert world.checks(file).filter(element="supervision", item=row.key, label="Alden Brook").exists()
