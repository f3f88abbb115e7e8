"""Two thousand people through `manage.py vet` against a public list: the listed are found, few others are looked at, nobody is decided."""

import csv
import gzip
import json
import random
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from licensure.sources.oig_leie import SOURCE, parse
from licensure.workflow.lists import load_list
from network.access import Role, system
from network.models import Event
from tests.licensure.invented_roster import disguised
from tests.licensure.test_screening_recall import census
from tests.network.cast import NOON, organization, staff
from vetting.models import Application, Decision
from vetting.workflow import policies

DISGUISES = ("same", "former", "typo_family", "typo_given", "hyphen_more", "swap", "initial")
MOST_TO_REVIEW = 0.02


def people(rows, folder, rng):
    """200 listed people under every disguise, 200 with a listed surname and another first name, 1,600 strangers."""
    families = census(folder, "us_census2010_surnames_top20000.csv.gz")
    firsts = census(folder, "us_census1990_female_first.csv.gz") + census(folder, "us_census1990_male_first.csv.gz")
    named = [row for row in rows if min(len(row.family_name), len(row.given_name)) > 2 and row.family_name.isalpha()]
    for at, row in enumerate(rng.sample(named, 200)):
        person, *_ = disguised(rng, DISGUISES[at % len(DISGUISES)], row.given_name.title(), row.family_name.title(), "")
        name, *former = person.names
        yield (
            {
                "reference": f"listed-{at}",
                "given_name": name.given,
                "family_name": name.family,
                "former_names": "; ".join(f"{each.family}, {each.given}" for each in former),
            },
            row,
        )
    for at, row in enumerate(rng.sample(named, 200)):
        yield {"reference": f"decoy-{at}", "given_name": rng.choice(firsts), "family_name": row.family_name.title()}, None
    for at in range(1600):
        yield {"reference": f"stranger-{at}", "given_name": rng.choice(firsts), "family_name": rng.choice(families)}, None


def harbor():
    """An organization with the basic US policy in force."""
    where = organization()
    maya, ines = staff(where, "Maya Lindenwood", Role.NETWORK_MANAGER), staff(where, "Ines Calloway", Role.DIRECTOR)
    draft = policies.draft_from_preset(
        organization=where, preset="EAP-basic-US", effective_from=date(2026, 11, 2), actor=maya, at=NOON
    )
    policies.send_for_approval(draft, actor=maya, at=NOON)
    policies.approve(draft, actor=ines, at=NOON)
    return where


@pytest.mark.django_db
@pytest.mark.parametrize("assume", [(), ("--as-if-verified",)])
def test_everyone_listed_is_a_candidate_and_at_most_two_in_a_hundred_others_reach_review(reference_data, tmp_path, assume):
    packed = reference_data / "01_exclusions" / "leie_layout_DERIVED_from_state_lists.csv.gz"
    content = gzip.decompress(packed.read_bytes())
    load_list(
        source=SOURCE,
        content=content,
        filename=packed.name,
        as_of=date(2026, 11, 10),
        actor=system("test"),
        at=datetime(2026, 11, 12, tzinfo=UTC),
    )
    where, before = harbor(), Event.objects.count()
    made = list(people(parse(content).rows, reference_data, random.Random(2026)))  # noqa: S311  picks people, keeps no secret
    path, out = tmp_path / "roster.csv", StringIO()
    with path.open("w", newline="") as roster:
        writer = csv.DictWriter(roster, ["reference", "given_name", "family_name", "former_names"])
        writer.writeheader()
        writer.writerows(cells for cells, _ in made)
    call_command(
        "vet", str(path), "--organization", "harbor", "--on", "2026-11-24", "--json", *assume, stdout=out, stderr=StringIO()
    )
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["reference"] for line in lines] == [cells["reference"] for cells, _ in made]
    assert len(lines) == 2000

    def shown(line):
        return {(each["entry"]["family_name"], each["entry"]["given_name"]) for each in line["screening"]}

    missed = [
        line["reference"]
        for line, (_, row) in zip(lines, made, strict=True)
        if row and (row.family_name, row.given_name) not in shown(line)
    ]
    others = [line for line, (_, row) in zip(lines, made, strict=True) if row is None]
    assert missed == []
    assert sum(bool(line["screening"]) for line in others) / len(others) <= MOST_TO_REVIEW
    unjudged = {
        line["reference"]
        for line in lines
        for each in line["findings"]
        if (each["criterion"], each["outcome"]) == ("hits_adjudicated", "unknown")
    }
    assert unjudged == {line["reference"] for line in lines if line["screening"]}
    assert {line["route"] for line in lines} == {"incomplete"}
    assert (
        Application.objects.within(where).count(),
        Decision.objects.within(where).count(),
        Event.objects.count() - before,
    ) == (0, 0, 0)
