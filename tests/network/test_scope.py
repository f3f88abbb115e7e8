"""A queryset of somebody's rows refuses to compile until it was said whose: every way in, and every way around."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery

from network.access import Role, system
from network.models import Membership, Organization, Panel, Person, Practitioner, PractitionerName
from network.scope import ScopeMissing
from tests.machines.models import Case
from tests.network import cast

pytestmark = pytest.mark.django_db
REASON = "a test looks everywhere"


@pytest.fixture
def harbor():
    return cast.organization("harbor")


@pytest.fixture
def summit():
    return cast.organization("summit")


@pytest.fixture(autouse=True)
def cases(harbor, summit):
    """One case with two parts in each organization."""
    for where in (harbor, summit):
        parent = cast.case(where, title=f"{where.slug} 1")
        cast.case(where, title=f"{where.slug} 2", parent=parent)
        cast.case(where, title=f"{where.slug} 3", parent=parent)


def count(**fields):
    return Case.objects.everywhere(reason=REASON).filter(**fields).count()


def first(where):
    return Case.objects.within(where).order_by("pk").first()


# ── Nothing compiles without a scope ─────────────────────────────────────────

UNSAID = {
    "get": lambda: Case.objects.get(pk=1),
    "first": lambda: Case.objects.first(),
    "last": lambda: Case.objects.order_by("pk").last(),
    "list": lambda: list(Case.objects.all()),
    "slice": lambda: Case.objects.all()[0],
    "filter": lambda: list(Case.objects.filter(title="x")),
    "exclude": lambda: list(Case.objects.exclude(title="x")),
    "count": lambda: Case.objects.count(),
    "exists": lambda: Case.objects.exists(),
    "contains": lambda: Case.objects.contains(Case(pk=1)),
    "aggregate": lambda: Case.objects.aggregate(Count("pk")),
    "annotate": lambda: list(Case.objects.annotate(n=Count("parts"))),
    "iterator": lambda: list(Case.objects.iterator()),
    "values": lambda: list(Case.objects.values("title")),
    "values_list": lambda: list(Case.objects.values_list("title", flat=True)),
    "dates": lambda: list(Case.objects.datetimes("opened_at", "day")),
    "in_bulk": lambda: Case.objects.in_bulk([1]),
    "distinct": lambda: list(Case.objects.distinct()),
    "select_related": lambda: list(Case.objects.select_related("parent")),
    "earliest": lambda: Case.objects.earliest("pk"),
    "explain": lambda: Case.objects.all().explain(),
    "str of the query": lambda: str(Case.objects.all().query),
    "raw": lambda: Case.objects.raw("SELECT * FROM machines_case"),
    "update": lambda: Case.objects.update(title="x"),
    "filtered update": lambda: Case.objects.filter(pk=1).update(title="x"),
    "bulk_update": lambda: Case.objects.bulk_update([Case(pk=1, organization_id=1)], ["title"]),
    "delete": lambda: Case.objects.all().delete(),
    "_raw_delete": lambda: Case.objects.all()._raw_delete("default"),
    "get_or_create": lambda: Case.objects.get_or_create(title="x"),
    "update_or_create": lambda: Case.objects.update_or_create(title="x"),
    "subquery": lambda: list(Organization.objects.filter(pk__in=Case.objects.values("organization"))),
    "Subquery": lambda: list(Organization.objects.annotate(x=Subquery(Case.objects.values("title")[:1]))),
    "Exists": lambda: list(Organization.objects.filter(Exists(Case.objects.filter(organization=OuterRef("pk"))))),
    "prefetch to a queryset": lambda: list(
        Person.objects.prefetch_related(Prefetch("memberships", Membership.objects.filter(title="")))
    ),
}


@pytest.mark.parametrize("way", UNSAID)
def test_a_query_without_a_scope_is_refused(way, harbor):
    cast.staff(harbor)
    with pytest.raises(ScopeMissing):
        UNSAID[way]()


@pytest.mark.parametrize("side", [0, 1])
def test_a_union_needs_a_scope_on_both_sides(harbor, side):
    pair = [Case.objects.within(harbor), Case.objects.within(harbor)]
    pair[side] = Case.objects.all()
    with pytest.raises(ScopeMissing):
        list(pair[0].union(pair[1]))


@pytest.mark.parametrize("join", [lambda a, b: a | b, lambda a, b: a & b])
def test_combining_needs_the_same_scope_on_both_sides(harbor, summit, join):
    ours = Case.objects.within(harbor)
    assert join(ours, Case.objects.within(harbor)).count() == 3
    for other in (Case.objects.all(), Case.objects.within(summit), Case.objects.everywhere(reason=REASON)):
        with pytest.raises(ScopeMissing):
            join(ours, other)
        with pytest.raises(ScopeMissing):
            join(other, ours)


def test_none_needs_no_scope():
    assert list(Case.objects.none()) == [] and Case.objects.none().count() == 0


def test_everywhere_needs_a_reason():
    with pytest.raises(ScopeMissing):
        Case.objects.everywhere(reason="")
    with pytest.raises(TypeError):
        Case.objects.everywhere()


# ── Saying it ────────────────────────────────────────────────────────────────


def test_within_gives_the_rows_of_one_organization_through_every_way(harbor, summit):
    ours = Case.objects.within(harbor)
    assert ours.count() == len(ours) == ours.aggregate(n=Count("pk"))["n"] == len(list(ours.iterator())) == 3
    assert ours.exists() and not ours.filter(pk=first(summit).pk).exists()
    assert Organization.objects.filter(pk__in=ours.values("organization")).get() == harbor
    assert ours.union(Case.objects.within(summit)).count() == 6
    with pytest.raises(Case.DoesNotExist):
        ours.get(pk=first(summit).pk)


def test_update_and_delete_stay_inside_the_scope(harbor, summit):
    assert Case.objects.within(harbor).update(answer="x") == 3
    assert count(answer="x", organization=summit) == 0
    Case.objects.within(harbor).filter(parent__isnull=False).delete()
    assert (count(organization=harbor), count(organization=summit)) == (1, 3)
    Case.objects.within(harbor)._raw_delete("default")
    assert (count(organization=harbor), count(organization=summit)) == (0, 3)


@pytest.mark.parametrize("role", Role.values)
def test_staff_reach_their_organization_whatever_their_role_and_no_other(harbor, summit, role):
    actor = cast.staff(harbor, "Tom Wetherby", role)
    assert {case.organization for case in Case.objects.visible_to(actor)} == {harbor}


def test_somebody_without_organization_or_practice_reaches_nothing(harbor):
    assert not Case.objects.visible_to(system("nightly")).exists()
    assert Case.objects.visible_to(system("nightly", harbor)).count() == 3
    assert not PractitionerName.objects.visible_to(system("nightly")).exists()


def test_a_therapist_reaches_her_own_rows_and_none_that_are_not_about_her():
    wren, actor = cast.therapist()
    other, stranger = cast.therapist("Linnea Marshgrove", "T-00043")
    name = PractitionerName.objects.create(practitioner=wren, given_name="Wren", family_name="Halloway-Reed")
    assert list(PractitionerName.objects.visible_to(actor)) == [name]
    assert list(PractitionerName.objects.of(wren)) == [name]
    assert not PractitionerName.objects.visible_to(stranger).exists()
    assert list(Practitioner.objects.visible_to(actor)) == [wren]
    assert not Case.objects.visible_to(actor).exists()  # a case says no way to a therapist


# ── Related rows ─────────────────────────────────────────────────────────────


def test_a_related_manager_inherits_the_scope_of_its_row(harbor):
    parent = first(harbor)
    assert parent.parts.count() == 2
    assert parent.parts.update(answer="x") == 2
    assert parent.parts.filter(answer="x").exists()


def test_prefetched_rows_inherit_the_scope(harbor, django_assert_num_queries):
    with django_assert_num_queries(2):
        rows = list(Case.objects.within(harbor).prefetch_related("parts"))
        assert sum(len(row.parts.all()) for row in rows) == 2


def test_a_foreign_key_from_a_row_in_hand_needs_nothing_said(harbor):
    part = Case.objects.within(harbor).filter(parent__isnull=False).first()
    assert part.parent == first(harbor)


def test_a_row_of_nobody_gives_no_scope_to_inherit(harbor):
    person = Person.objects.get(pk=cast.staff(harbor).person_id)
    with pytest.raises(ScopeMissing):
        person.memberships.count()
    assert person.memberships.within(harbor).count() == 1


def test_a_therapists_row_does_not_open_the_rows_of_every_organization_about_her():
    assert PractitionerName.inherits("practitioner:1")
    assert not Case.inherits("practitioner:1")
    wren, _ = cast.therapist()
    assert wren.practitionernames.count() == 0


# ── Uniqueness sees all and shows none ───────────────────────────────────────


def test_validation_judges_constraints_without_a_scope(harbor, summit):
    Case(organization=summit, title="harbor 1").full_clean()
    with pytest.raises(ValidationError):
        Case(organization=harbor, title="harbor 1").full_clean()
    with pytest.raises(ValidationError):
        Practitioner(person=cast.therapist()[0].person, reference="T-00099").full_clean()


def test_validation_leaves_no_open_door_behind(harbor):
    with pytest.raises(ValidationError):
        Case(organization=harbor, title="harbor 1").full_clean()
    with pytest.raises(ScopeMissing):
        Case.objects.count()


# ── Writing ──────────────────────────────────────────────────────────────────


def borrowed(harbor, summit):
    return Case(organization=harbor, title="x", parent=first(summit))


def moved(harbor, summit):
    case = first(harbor)
    case.organization = summit
    return case


def moved_unread(harbor, summit):
    case = Case.objects.within(harbor).only("title").first()
    case.organization = summit
    return case


def repointed(harbor, summit):
    case = first(harbor)
    case.parent_id = first(summit).pk
    return case


def overwritten(harbor, summit):
    return Case(pk=first(summit).pk, organization=harbor, title="mine now")


WRONG = {
    "no organization": lambda harbor, summit: Case(title="x"),
    "a reference to another organization's row": borrowed,
    "a reference changed to another organization's row": repointed,
    "another organization": moved,
    "another organization on a row read without it": moved_unread,
    "another organization's row by its key": overwritten,
    "a name without a therapist": lambda harbor, summit: PractitionerName(given_name="X", family_name="Y"),
    "a therapist without a person": lambda harbor, summit: Practitioner(reference="T-1"),
}


@pytest.mark.parametrize("what", WRONG)
def test_save_refuses(what, harbor, summit):
    row = WRONG[what](harbor, summit)
    with pytest.raises(ScopeMissing):
        row.save()
    assert (count(organization=harbor), count(organization=summit)) == (3, 3)


@pytest.mark.parametrize("what", WRONG)
def test_bulk_create_and_bulk_update_refuse(what, harbor, summit):
    row = WRONG[what](harbor, summit)
    with pytest.raises(ScopeMissing):
        type(row).objects.bulk_create([row])
    if row.pk:
        with pytest.raises(ScopeMissing):
            type(row).objects.everywhere(reason=REASON).bulk_update([row], ["title"])


def test_create_checks_like_save(harbor, summit):
    with pytest.raises(ScopeMissing):
        Case.objects.create(organization=harbor, title="x", parent=first(summit))


def test_a_row_saved_once_may_not_move_either(harbor, summit):
    case = cast.case(harbor, title="new")
    case.organization = summit
    with pytest.raises(ScopeMissing):
        case.save()


def test_a_therapists_row_does_not_move_to_another_therapist():
    wren, other = cast.therapist()[0], cast.therapist("Linnea Marshgrove", "T-00043")[0]
    name = PractitionerName.objects.create(practitioner=wren, given_name="Wren", family_name="Reed")
    name.practitioner = other
    with pytest.raises(ScopeMissing):
        name.save()


def test_update_moves_no_row_and_borrows_none(harbor, summit):
    ours = Case.objects.within(harbor)
    for values in ({"organization": summit}, {"organization_id": summit.pk}, {"parent": first(summit)}):
        with pytest.raises(ScopeMissing):
            ours.update(**values)
    with pytest.raises(ScopeMissing):
        Case.objects.everywhere(reason=REASON).update(parent=first(harbor))
    assert ours.update(parent=first(harbor)) == 3


def test_a_conflict_overwrites_only_rows_of_the_same_owner(harbor):
    rows = [Panel(organization=harbor, code="day", name="Day")]
    with pytest.raises(ScopeMissing):
        Panel.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=["name"])
    Panel.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["organization", "code"], update_fields=["name"]
    )


def test_saving_an_unchanged_row_reads_nothing(harbor, django_assert_num_queries):
    part = Case.objects.within(harbor).filter(parent__isnull=False).first()
    with django_assert_num_queries(1):
        part.save()
