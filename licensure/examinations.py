"""What `manage.py doctor` looks at for licensure: packs and exclusion lists."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from licensure.models import ExclusionList, LicenseType
from licensure.packs import packs
from licensure.queries.lists import refused_last
from licensure.queries.own_licensing import rules_where_it_serves
from licensure.words_lists import unavailable_words
from licensure.workflow.packs import load
from network.access import system
from network.doctor import BAD, GOOD, NOTE, Finding
from network.models import Organization

LOAD = "manage.py load_packs"


def packs_are_loaded(at: datetime) -> Iterator[Finding]:
    """Every title of the packs has its row; without one nobody can say that she holds it."""
    lacking = set(packs().types) - set(LicenseType.objects.values_list("key", flat=True))
    if lacking:
        mend = lambda: load(actor=system("doctor"), at=at)  # noqa: E731
        yield Finding("packs", BAD, f"{len(lacking)} license types of the packs are not in the database.", LOAD, mend)
    else:
        yield Finding("packs", GOOD, "Every license type of the packs is loaded.")


def organizations_may_serve(at: datetime) -> Iterator[Finding]:
    """An organization that serves clients where it needs a license of its own, or an exemption, is told so."""
    for organization in Organization.objects.order_by("slug"):
        for rule in rules_where_it_serves(organization):
            limit = f"more than {rule.sessions} sessions in {rule.months} months need a license of its own"
            told = f"{organization.name} serves clients in {rule.jurisdiction}: {limit} ({rule.exemption}, {rule.fact.source})."
            yield Finding("own license", NOTE, told)


def lists_are_fresh(at: datetime) -> Iterator[Finding]:
    """Somebody is screened against something, and it is not too old to be used."""
    lists = [(each, each.current) for each in ExclusionList.objects.order_by("key")]
    if not any(version for _, version in lists):
        yield Finding("lists", NOTE, "No exclusion list is loaded: nobody is screened.", "manage.py load_list oig-leie FILE")
    for refusal in refused_last():
        told = f"{refusal.exclusion_list.name}: {refusal.filename} of {refusal.at:%Y-%m-%d} was refused. {unavailable_words(refusal)}"
        yield Finding("lists", BAD, told, f"manage.py load_list {refusal.exclusion_list_id} FILE")
    for each, version in lists:
        if version and version.as_of + timedelta(days=each.max_age_days) < at.date():
            told = f"{each.name} is of {version.as_of}; it is usable for {each.max_age_days} days."
            yield Finding("lists", BAD, told, f"manage.py load_list {each.key} FILE")
        elif version:
            yield Finding("lists", GOOD, f"{each.name} of {version.as_of}, {version.rows} rows.")
