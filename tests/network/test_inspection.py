"""Uploads are judged by their content, in a jail; every refusal has a code and says what to do."""

import io
import subprocess
import sys

import pikepdf
import pytest
from PIL import Image

from network import inspection, jail
from network.inspection import MAX_BYTES, MAX_PAGES, WORDS, inspect, sandbox_report
from network.jail import JailError, Limits
from network.transitions import Refused
from tests.network import files

HTML = b"<html><script>alert(1)</script></html>"

REFUSED = [
    # name of the file, its bytes, the code
    ("empty.pdf", lambda: b"", "empty"),
    ("huge.pdf", lambda: b"%PDF-1.7" + b"0" * MAX_BYTES, "too_large"),
    ("page.html", lambda: HTML, "wrong_type"),
    ("picture.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "wrong_type"),
    ("program.exe", lambda: b"MZ" + b"\0" * 200, "wrong_type"),
    ("letter.docx", lambda: b"PK\x03\x04" + b"\0" * 200, "wrong_type"),
    ("anything", lambda: b"\0\1\2\3", "wrong_type"),
    ("license.pdf", lambda: b"MZ" + b"\0" * 200, "misnamed"),
    ("license.PDF", lambda: HTML, "misnamed"),
    ("photo.jpeg", lambda: b"GIF89a" + b"\0" * 50, "misnamed"),
    ("polyglot.pdf", lambda: HTML + files.pdf(), "misnamed"),
    ("locked.pdf", lambda: files.pdf(password="secret"), "password_protected"),
    ("cut.pdf", lambda: files.pdf(3)[:-120], "damaged"),
    ("broken.pdf", lambda: files.pdf().replace(b"xref", b"xrxx"), "damaged"),
    ("only-head.pdf", lambda: b"%PDF-1.7\n%%EOF", "damaged"),
    ("no-pages.pdf", lambda: files.pdf(0), "empty"),
    ("book.pdf", lambda: files.pdf(MAX_PAGES + 1), "too_many_pages"),
    ("library.pdf", lambda: files.pdf(3_000), "too_many_pages"),
    ("thin.png", lambda: files.flat_png(1_000_000, 41), "too_many_pixels"),
    ("cut.heic", lambda: files.heic(size=(640, 480))[:-400], "damaged"),
    ("only-head.heic", lambda: files.heic()[:40], "damaged"),
    ("flood.heic", lambda: files.wide_heic(), "too_many_pixels"),
    ("launch.pdf", lambda: files.pdf(change=files.start_program), "active_content"),
    ("carrier.pdf", lambda: files.pdf(change=files.carry_file), "active_content"),
    ("archive.pdf", lambda: files.pdf() + files.archive(), "active_content"),
    ("archive-inside.pdf", lambda: files.pdf() + files.archive() + b"%%EOF", "active_content"),
    ("tail.pdf", lambda: files.pdf() + b"<" * 65, "active_content"),
    ("cut.jpg", lambda: files.picture(size=(640, 480))[:-400], "damaged"),
    ("cut.png", lambda: files.picture("PNG", size=(640, 480))[:-60], "damaged"),
    ("flood.png", lambda: files.flat_png(20_000, 20_000), "too_many_pixels"),
    ("flood.png", lambda: files.flat_png(6_325, 6_325), "too_many_pixels"),
]

ACCEPTED = [
    # name of the file, its bytes, the kind found, pages
    ("license.pdf", lambda: files.pdf(), "application/pdf", 1),
    ("book.pdf", lambda: files.pdf(MAX_PAGES), "application/pdf", MAX_PAGES),
    ("printed.pdf", lambda: files.pdf() + b"\r\n\0\0" + b"\x1b%-12345X@PJL EOJ".ljust(64, b"."), "application/pdf", 1),
    ("noname", lambda: files.pdf(2), "application/pdf", 2),
    ("card.jpg", lambda: files.picture(), "image/jpeg", 1),
    ("card.pdf", lambda: files.picture(), "image/jpeg", 1),
    ("card.png", lambda: files.picture("PNG"), "image/png", 1),
    ("gray.png", lambda: files.picture("PNG", mode="L"), "image/png", 1),
    ("clear.png", lambda: files.picture("PNG", mode="RGBA"), "image/png", 1),
    ("print.jpg", lambda: files.picture(mode="CMYK"), "image/jpeg", 1),
    ("phone.heic", lambda: files.heic(), "image/jpeg", 1),
    ("phone.jpg", lambda: files.heic(), "image/jpeg", 1),
]


@pytest.mark.parametrize(("name", "content", "code"), REFUSED, ids=[f"{row[0]}-{row[2]}" for row in REFUSED])
def test_a_bad_file_is_refused_with_its_code(name, content, code):
    with pytest.raises(Refused) as refused:
        inspect(content(), filename=name)
    assert refused.value.codes == [code]
    assert refused.value.refusals[0].cure


@pytest.mark.parametrize(("name", "content", "kind", "pages"), ACCEPTED, ids=[row[0] for row in ACCEPTED])
def test_a_good_file_is_accepted_by_its_content(name, content, kind, pages):
    found = inspect(content(), filename=name)
    assert (found.content_type, found.pages) == (kind, pages)


def test_every_code_has_words_and_a_cure():
    assert {code for _, _, code in REFUSED} <= set(WORDS)
    assert all(message and cure for message, cure in WORDS.values())


def test_a_pdf_is_kept_byte_by_byte():
    content = files.pdf(2)
    assert inspect(content).content == content


def test_a_picture_is_written_anew_without_metadata_or_what_hid_behind_it():
    for content in files.told_picture("51.5N 0.12W by Wren"):
        found = inspect(content)
        assert b"51.5N" not in found.content and b"<script>" not in found.content
        assert found.received_sha256 != found.sha256
        with Image.open(io.BytesIO(found.content)) as image:
            assert not image.getexif() and "Comment" not in image.info


def test_a_photo_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(io.BytesIO(inspect(files.picture(size=(40, 20), exif=exif)).content)) as image:
        assert image.size == (20, 40)


def test_a_bomb_ends_the_child_and_not_us():
    with pytest.raises(Refused) as refused:
        inspect(files.nested_bomb(), filename="bomb.pdf")
    assert refused.value.codes[0] in ("damaged", "too_complex")


def test_too_little_memory_or_time_is_too_complex(monkeypatch):
    monkeypatch.setattr(inspection, "Limits", lambda: Limits(memory=120 * 2**20))
    with pytest.raises(Refused) as refused:
        inspect(files.flat_png(6_000, 6_000))
    assert refused.value.codes == ["too_complex"]


def test_an_unknown_child_does_not_run():
    with pytest.raises(JailError):
        jail.run("os", {})


def test_the_report_names_every_wall():
    report = sandbox_report()
    assert set(report) == {"network", "memory", "time", "user", "files"}
    assert report["memory"] and report["time"] and report["user"]


def test_the_parent_never_parses_an_upload():
    code = "import sys, network.jail; print(sorted(m for m in sys.modules if m.split('.')[0] in ('pikepdf', 'PIL', 'puremagic')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_old_form_with_fields_but_no_script_passes():
    def fields(document):
        document.Root.AcroForm = pikepdf.Dictionary(Fields=[])

    assert inspect(files.pdf(change=fields)).pages == 1
