"""Photos as phones of one make take them: read, turned as the phone was held, joined with others, and kept as sent."""

import io

import pikepdf
import pytest
from PIL import Image

from network import uploads
from network.transitions import Refused
from tests.network import files

pytestmark = pytest.mark.usefixtures("heic_reader")


def test_it_is_read_and_written_anew_as_jpeg_and_kept_as_sent():
    sent = files.heic(size=(320, 240))
    taken = uploads.take([sent], filename="IMG_0001.HEIC")
    assert (taken.content_type, taken.drawn[0].width, taken.drawn[0].height) == ("image/jpeg", 320, 240)
    assert [(row.content, row.content_type, row.suffix) for row in taken.originals] == [(sent, "image/heic", ".heic")]
    with Image.open(io.BytesIO(taken.content)) as image:
        assert not image.getexif()


def test_where_it_was_taken_is_kept_with_the_original_alone():
    exif = Image.Exif()
    exif[0x010E] = "51.5N 0.12W"
    sent = files.heic(size=(320, 240), exif=exif.tobytes())
    taken = uploads.take([sent])
    assert b"51.5N" in sent and b"51.5N" not in taken.content and b"51.5N" not in taken.drawn[0].content


def test_several_become_one_document():
    taken = uploads.take([files.heic(size=(120, 200)), files.heic(size=(200, 120))])
    with pikepdf.open(io.BytesIO(taken.content)) as made:
        assert len(made.pages) == 2
    assert {row.content_type for row in taken.originals} == {"image/heic"}


@pytest.mark.parametrize(
    ("content", "code"),
    [(files.heic(size=(640, 480))[:-400], "damaged"), (files.heic()[:40], "damaged"), (files.wide_heic(), "too_many_pixels")],
    ids=["cut", "only its head", "flood"],
)
def test_a_bad_one_is_refused_with_words(content, code):
    with pytest.raises(Refused) as refused:
        uploads.take([content], filename="IMG_0002.HEIC")
    assert refused.value.codes == [code] and all(row.cure for row in refused.value.refusals)
