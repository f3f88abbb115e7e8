"""Why no file of evidence could be made, with what helps: of a sample fewer files are drawn, of one file its documents are taken singly."""

from datetime import UTC, datetime

import pytest

from network.models import Organization, Person
from vetting.models import EvidencePack
from vetting.pages.evidence import pack_row

AT = datetime(2026, 11, 24, 15, tzinfo=UTC)


def said(failure, **of):
    pack = EvidencePack(
        organization=Organization(slug="harbor", zone="America/Chicago"), asked_by=Person(given_name="Una", family_name="Ledgerwood"),
        asked_at=AT, failure=failure, **of,
    )
    return pack_row(pack, opens=False).text


def test_too_large_a_sample_is_drawn_smaller_and_one_file_is_taken_document_by_document():
    assert said("too_large", sample_id=1) == "It would be larger than four gibibytes. Draw fewer files."
    alone = "It would be larger than four gibibytes. Take the documents of this file one by one from its page."
    assert said("too_large", application_id=1) == alone


@pytest.mark.parametrize("failure", sorted(set(EvidencePack.Failure.values) - {"too_large"}))
def test_every_other_failure_says_the_same_of_both(failure):
    assert said(failure, sample_id=1) == said(failure, application_id=1) != ""
