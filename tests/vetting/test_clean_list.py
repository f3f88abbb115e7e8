"""A director signs a clean list in one act: each file its own decision, what is not clean refused by name."""

import pytest
from django.urls import reverse

from network.models import RefusedAttempt
from tests import world as worlds
from tests.shared import shared
from tests.vetting.pages import sign_in, text
from tests.vetting.sitting import WHY, Sitting
from vetting.models import Decision
from vetting.workflow import agenda, interests, voting
from vetting.workflow.clean import sign_clean

pytestmark = pytest.mark.django_db


_world, here = shared(Sitting)


def address(here):
    return reverse("clean_list", kwargs={"organization": here.harbor.slug})


def codes(signed):
    return {row.reference: [refusal.code for refusal in reasons] for row, reasons in signed.refused}


def test_each_clean_file_becomes_a_decision_of_its_own(here):
    files = [here.clean() for _ in range(3)]
    signed = sign_clean(files, actor=here.ines, at=here.later())
    assert signed.refused == () and [row.application_id for row in signed.decisions] == [file.pk for file in files]
    assert len({row.assessment_id for row in signed.decisions}) == 3
    assert {row.decided_by_id for row in signed.decisions} == {here.ines.person_id}
    assert [file.state for file in files] == ["approved"] * 3


def test_what_is_not_clean_is_refused_and_stops_none_of_the_others(here):
    case, clean, other = here.case(), here.clean(), here.clean()
    signed = sign_clean([case, clean], actor=here.ines, at=here.later())
    assert codes(signed) == {case.reference: ["not_clean"]} and [row.application_id for row in signed.decisions] == [clean.pk]
    again = sign_clean([clean, other], actor=here.ines, at=here.later(), seen={other.reference: 1})
    assert codes(again) == {clean.reference: ["wrong_state"], other.reference: ["changed"]}
    case.refresh_from_db()
    assert (case.state, Decision.objects.within(here.harbor).count()) == ("in_review", 1)


def test_a_clean_file_somebody_would_discuss_is_the_committees(here):
    file = here.clean()
    meeting, later = here.meeting(opened=True), here.meeting(on=here.day(-7))
    item = here.item(meeting, file)
    agenda.discuss(item, reason="Three moves in a year.", actor=here.ivo, at=here.later())
    assert codes(sign_clean([file], actor=here.ines, at=here.later())) == {file.reference: ["needs_meeting"]}
    voting.table(item, reason="No time.", actor=here.odell, at=here.later())
    assert later.items.get(application=file).kind == "discussion"
    assert codes(sign_clean([file], actor=here.ines, at=here.later())) == {file.reference: ["needs_meeting"]}
    agenda.strike(later.items.get(application=file), reason="Explained.", actor=here.maya, at=here.later())
    assert codes(sign_clean([file], actor=here.ines, at=here.later())) == {file.reference: ["needs_meeting"]}  # it was tabled today


def test_a_file_taken_off_the_agenda_before_it_was_discussed_is_a_directors_again(here):
    file = here.clean()
    item = here.item(here.meeting(opened=True), file)
    agenda.discuss(item, reason="Three moves in a year.", actor=here.ivo, at=here.later())
    agenda.strike(item, reason="A slip.", actor=here.maya, at=here.later())
    assert len(sign_clean([file], actor=here.ines, at=here.later()).decisions) == 1


def test_a_director_who_takes_no_part_signs_none_of_it(here):
    file = here.clean()
    meeting = here.meeting(opened=True)
    interests.declare(file, reason=WHY, meeting=meeting, actor=here.ines, at=here.later())
    assert codes(sign_clean([file], actor=here.ines, at=here.later())) == {file.reference: ["recused"]}


def test_the_list_is_signed_on_one_page(client, here):
    files = [here.clean() for _ in range(3)]
    here.case()
    sign_in(client, here.ines)
    page = client.get(address(here))
    assert "3 clean files wait for a signature" in text(page)
    seen = {f"seen-{line.reference}": line.seen for line in page.context["page"].lines}
    chosen = [file.reference for file in files[:2]]
    assert client.post(address(here), {"file": chosen, **seen}).status_code == 302
    assert "1 clean file waits for a signature" in text(client.get(address(here)))
    here.world.file(files[2]).ask(here.later(), "One more thing?")
    answer = client.post(address(here), {"file": [files[2].reference], **seen})
    said = text(answer)
    assert answer.status_code == 409 and files[2].practitioner.person.full_name in said and "changed since you opened it" in said
    assert RefusedAttempt.objects.filter(codes=["changed"], subject=files[2].reference).exists()
    assert client.post(address(here), {}).status_code == 302  # nothing chosen, nothing done


def test_only_who_decides_opens_the_list(client, here):
    client.force_login(here.world.outsider(here.harbor), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(address(here)).status_code == 404
    sign_in(client, here.tom)
    assert client.get(address(here)).status_code == 403
    sign_in(client, here.odell)
    assert "Nothing to sign" in text(client.get(address(here)))


def test_the_list_takes_no_more_queries_the_longer_it_is(client, here, django_assert_max_num_queries):
    here.clean()
    sign_in(client, here.ines)
    client.get(address(here))
    with django_assert_max_num_queries(25) as first:
        client.get(address(here))
    for _ in range(3):
        here.clean()
    with django_assert_max_num_queries(len(first)):
        client.get(address(here))


def test_without_meetings_the_list_is_the_same():
    world = worlds.build("harbor")
    files = [worlds.in_review(world, world.harbor) for _ in range(2)]
    assert len(sign_clean(files, actor=world.ines, at=world.at).decisions) == 2


def test_files_ticked_in_the_queue_are_signed_where_they_are_clean_and_the_others_are_left_out_by_name(client, here):
    clean, case, checked = here.clean(), here.case(), worlds.checking(here.world, here.harbor)
    decided = worlds.approved(here.world, here.harbor)
    sign_in(client, here.ines)
    queue = client.get(reverse("queue", kwargs={"organization": "harbor"}), {"view": "all"})
    assert 'name="do" value="sign"' in queue.content.decode()
    bulk = reverse("act_in_bulk", kwargs={"organization": "harbor"})
    rows = [clean, case, checked, decided]
    answer = client.get(bulk, {"do": "sign", "row": [row.reference for row in rows]}, follow=True)
    page = answer.context["page"]
    assert [line.reference for line in page.lines] == [clean.reference]
    left = {each.name.rpartition(" · ")[2]: [reason.code for reason in each.refusals] for each in page.left_out}
    assert left == {case.reference: ["not_clean"], checked.reference: ["not_in_review"], decided.reference: ["not_in_review"]}
    assert case.practitioner.person.full_name in text(answer) and "It is not clean today" in text(answer)
    assert Decision.objects.within(here.harbor).count() == 1  # nothing was decided by looking
    whole = client.get(bulk, {"do": "sign", "all": "1", "view": "all"}, follow=True).context["page"]
    assert [line.reference for line in whole.lines] == [clean.reference] and len(whole.left_out) == 3


def test_a_file_that_is_not_clean_and_is_sent_all_the_same_is_refused_by_name(client, here):
    clean, case = here.clean(), here.case()
    sign_in(client, here.ines)
    seen = {f"seen-{line.reference}": line.seen for line in client.get(address(here)).context["page"].lines}
    answer = client.post(address(here), {"file": [clean.reference, case.reference], **seen})
    assert answer.status_code == 409 and case.practitioner.person.full_name in text(answer)
    assert list(Decision.objects.within(here.harbor).values_list("application", flat=True)) == [clean.pk]


def test_who_decides_nothing_has_no_such_button(client, here):
    here.clean()
    sign_in(client, here.tom)
    queue = client.get(reverse("queue", kwargs={"organization": "harbor"}), {"view": "all"})
    assert 'value="sign"' not in queue.content.decode()
    assert client.get(reverse("act_in_bulk", kwargs={"organization": "harbor"}), {"do": "sign"}).status_code == 403
