"""What the words on a paper say against it; and the words themselves, from a PDF or from a photo by Tesseract."""

import random
from datetime import date

import pytest

from network import bench_pictures, bench_uploads, coach, coach_words, reading, uploads
from network.coach_text import against
from network.coach_values import days
from network.inspection import inspect
from network.renderings import draw
from tests.network import files

ON = date(2026, 11, 26)
POLICY = "Certificate of professional liability insurance. Insured: Wren Halloway. Policy LM-0099. Limit per claim 1,000,000. "
LICENSE = "State Board of Examiners. License number I.1234567. Wren Halloway is authorized to practice as a social worker. "
FILLER = "This certificate is issued as a matter of information only and confers no rights upon the holder. "

DAYS = [
    ("from 2026-01-01 through 2027-12-31", {date(2026, 1, 1), date(2027, 12, 31)}),
    ("Geldig tot: 01-12-2028", {date(2028, 12, 1)}),
    ("gültig bis 1.12.2028", {date(2028, 12, 1)}),
    ("EXPIRES 12/31/2026", {date(2026, 12, 31)}),
    ("31/12/2026", {date(2026, 12, 31)}),
    ("12/12/2026, 13/12/2025", {date(2026, 12, 12), date(2025, 12, 13)}),
    ("Afgegeven: 3 november 2022", {date(2022, 11, 3)}),
    ("1 mei 2027 en 2 maart 2027", {date(2027, 5, 1), date(2027, 3, 2)}),
    ("January 2nd, 2027 and Dec. 3, 2027", {date(2027, 1, 2), date(2027, 12, 3)}),
    ("30-02-2026, 1-2-26, 2026, phone 555-123-4567, 13/13/2026", set()),
]


@pytest.mark.parametrize("text, found", DAYS, ids=[text for text, _found in DAYS])
def test_days_are_found_however_they_are_written(text, found):
    assert days(text) == found


AGAINST = [
    ("a policy that runs", POLICY + FILLER + "Through 2027-12-31.", "insurance", []),
    ("its last day", POLICY + FILLER + "Through 2026-11-26.", "insurance", ["ends_soon"]),
    ("the day after", POLICY + FILLER + "Through 2026-11-25.", "insurance", ["passed"]),
    ("a day without a word before it", POLICY + FILLER + "2026-11-25", "insurance", ["passed"]),
    ("a later day that is not its last", POLICY + FILLER + "Through 2026-11-25. Printed 2027-05-05.", "insurance", ["passed"]),
    ("no day at all", POLICY + FILLER, "insurance", []),
    ("a license that names only its first day", LICENSE + FILLER + "Issued 2008-01-10. Born 1984-02-14.", "licenses", []),
    ("a day of birth alone", LICENSE + FILLER + "Born 1984-02-14.", "licenses", []),
    ("a certificate of conduct where a policy is asked",
     "Verklaring Omtrent het Gedrag. Naam: W. Halloway. Geboren: 14 februari 1984. Screeningsprofiel: Gezondheidszorg en welzijn van mens"
     " en dier. Afgegeven: 3 november 2022. Kenmerk: 2022-118830", "insurance", ["other_kind", "passed"]),
    ("a license where a policy is asked", LICENSE + FILLER, "insurance", ["other_kind"]),
    ("a policy where a license is asked", POLICY + FILLER, "licenses", ["other_kind"]),
    ("a policy where a course is asked", POLICY + FILLER, "training", []),
    ("an old degree", "University of Westmarch. Degree of Master, conferred upon Wren Halloway. 2001-05-10. " + FILLER, "education", []),
    ("another person", POLICY.replace("Wren Halloway", "Basil Thornquist") + FILLER, "insurance", ["other_name"]),
    ("letters mistaken for others", POLICY.replace("Halloway", "Ha11oway") + FILLER, "insurance", []),
    ("too little to say anything", "Basil Thornquist 2001-01-01", "insurance", []),
]


@pytest.mark.parametrize("what, text, kind, codes", AGAINST, ids=[row[0] for row in AGAINST])
def test_what_the_words_say_against_a_paper(what, text, kind, codes):
    assert [row["code"] for row in against(text, kind=kind, names=["Halloway", "Pike"], on=ON)] == codes


@pytest.mark.parametrize(("letters", "codes"), [(119, []), (120, ["other_name"]), (121, ["other_name"])])
def test_fewer_than_120_letters_say_nothing(letters, codes):
    text = ("Certificate of Basil Thornquist. " * 5)[:letters].replace(" ", "_")
    assert [row["code"] for row in against(text, kind="training", names=["Halloway"], on=ON)] == codes


@pytest.mark.parametrize(("written", "codes"), [("Halloway", []), ("Ha11oway", []), ("Ha11xway", ["other_name"])])
def test_of_eight_letters_two_may_be_misread_and_not_three(written, codes):
    text = POLICY.replace("Halloway", written) + FILLER
    assert [row["code"] for row in against(text, kind="insurance", names=["Halloway"], on=ON)] == codes


@pytest.mark.parametrize(("words", "codes"), [("policy of the house", []), ("policy of the insurer", ["other_kind"])])
def test_one_word_of_another_kind_is_no_other_kind_and_two_are(words, codes):
    text = f"Wren Halloway holds the {words}. " + FILLER
    assert [row["code"] for row in against(text, kind="education", names=["Halloway"], on=ON)] == codes


def test_a_former_name_counts():
    assert against(POLICY.replace("Halloway", "Pike") + FILLER, kind="insurance", names=["Halloway", "Pike"], on=ON) == []


def test_a_pdf_says_its_own_words_and_needs_no_tesseract(settings):
    settings.TESSERACT = False
    taken = uploads.take([files.text_pdf("Certificate of liability insurance", "Insured: Wren Halloway")])
    read = reading.read(taken.drawn)
    assert "Insured: Wren Halloway" in read.text and not read.turns


def test_without_tesseract_a_photo_says_nothing(settings):
    settings.TESSERACT = False
    taken = uploads.take([files.page_photo()])
    assert reading.read(taken.drawn) == reading.Read()


# ── Tesseract's own lane ─────────────────────────────────────────────────────
@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("turn, said", [(0, {}), (180, {1: 180})])
def test_a_photo_is_read_and_noticed_to_be_upside_down(turn, said):
    found = inspect(files.page_photo(turn=turn, lines=12))
    read = reading.read(draw(found.content, found.content_type))
    assert "Halloway" in read.text and read.turns == said


@pytest.mark.usefixtures("tesseract")
def test_a_photo_upside_down_is_shown_upright_and_told_without_asking_for_a_note():
    taken = uploads.take([files.page_photo(turn=180, lines=12)])
    turned, remarks = coach.see(taken, kind="training", names=["Halloway"], on=ON)
    assert [row["code"] for row in remarks if row["code"] != "says"] == ["turned"] and not coach_words.weighty(remarks)
    assert reading.read(turned.drawn).turns == {} and turned.content == taken.content


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("fault", ["", *bench_pictures.FAULTS])
def test_the_coach_says_the_right_thing_of_a_phone_picture(fault):
    picture = bench_pictures.picture(fault, random.Random(f"lane:{fault}"), on=ON)  # noqa: S311  data, no secret
    said = bench_uploads.codes(picture)
    assert bench_uploads.EXPECTED[fault] in said if fault else said == ()
