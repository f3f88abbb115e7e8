"""Who may do without an element is whom the organization's policy names: a director, two people, or nobody."""

from datetime import UTC, date, datetime, timedelta

import pytest

from licensure.waivers import WAIVABLE_BY, waivable_by
from licensure.workflow import verifications
from network.access import Forbidden, Role
from network.events import timeline
from network.models import Parameter, PersonLink
from network.transitions import Refused
from tests.network.cast import person, staff, therapist

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = date(2026, 11, 2)
DAY = timedelta(days=1)
WHY = "Her school burned down with its records."
pytestmark = pytest.mark.django_db


@pytest.fixture
def petra(harbor):
    return staff(harbor, "Petra Lindqvist", Role.DIRECTOR)


@pytest.fixture
def check(harbor, tom):
    return verifications.open_verification(
        organization=harbor, practitioner=therapist()[0], file="HA-0001", element="education", label="Degree", actor=tom, at=AT,
        on=TODAY,
    )


def asks(harbor, by, actor, *, on=TODAY):
    Parameter(organization=harbor, key=WAIVABLE_BY, value={"education": by}, effective_from=on, author_id=actor.person_id).save()


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    assert all(str(each.cure) for each in caught.value.refusals)
    return caught.value.codes


def waive(check, actor, act=verifications.waive, comment=WHY):
    return act(check, comment=comment, actor=actor, at=AT)


@pytest.mark.parametrize(("on", "by"), [(TODAY - DAY, ""), (TODAY, ""), (TODAY + DAY, "director")])
def test_the_parameter_counts_from_its_first_day(harbor, ines, on, by):
    asks(harbor, "", ines, on=on)
    assert waivable_by(harbor, "education", on=TODAY) == by
    assert waivable_by(harbor, "training", on=TODAY) == "director"


def test_where_the_policy_names_a_director_one_is_enough(harbor, check, ines):
    asks(harbor, "director", ines)
    waive(check, ines, verifications.sign_waiver)
    assert (check.state, check.waived_by_id, check.waiver_by_id) == ("waived", ines.person_id, None)


def test_where_the_policy_names_nobody_nobody_waives(harbor, check, ines):
    asks(harbor, "", ines)
    for act in (verifications.waive, verifications.propose_waiver, verifications.sign_waiver):
        assert refused(waive, check, ines, act) == ["not_waivable"]
    check.refresh_from_db()
    assert (check.state, check.waiver_by_id) == ("required", None)


def test_where_the_policy_asks_two_the_first_proposes_and_the_second_waives(harbor, check, ines, petra):
    asks(harbor, "committee", ines)
    assert refused(waive, check, ines) == ["second_person"]
    waive(check, ines, verifications.sign_waiver)
    assert (check.state, check.waiver_by_id) == ("required", ines.person_id)
    assert refused(waive, check, ines, verifications.sign_waiver) == ["same_person"]
    waive(check, petra, verifications.sign_waiver)
    assert (check.state, check.waived_by_id, check.waiver_by_id) == ("waived", petra.person_id, ines.person_id)
    assert [event.action for event in timeline(check)][:2] == ["verification.waive", "verification.waiver_proposed"]


def test_two_accounts_of_one_person_are_one_person(harbor, check, ines, petra):
    asks(harbor, "committee", ines)
    waive(check, ines, verifications.propose_waiver)
    PersonLink.objects.create(
        one_id=ines.person_id, other_id=petra.person_id, reason="Same", proposed_by=person("Odell Marshall")
    )
    assert refused(waive, check, petra) == ["same_person"]


def test_a_proposal_needs_the_right_a_reason_and_an_open_check(harbor, check, ines, tom):
    asks(harbor, "committee", ines)
    with pytest.raises(Forbidden):
        waive(check, tom, verifications.propose_waiver)
    assert refused(waive, check, ines, verifications.propose_waiver, comment=" ") == ["no_reason"]
