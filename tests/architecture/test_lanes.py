"""How `bin/test` counts: a lane that cannot run, and a test that is skipped, are failures where every lane must run."""

import pytest

from tests.conftest import MISSED
from tests.lanes import __main__ as lanes
from tests.lanes.workers import Dealing

LANE = lanes.LANES[0]
COUNTS = {"passed": 5, "failed": 1, "error": 1, "skipped": 2}


@pytest.mark.parametrize("must_run, failed", [(False, 2), (True, 4)])
def test_a_skipped_test_counts_as_failed_where_everything_must_run(monkeypatch, must_run, failed):
    monkeypatch.setattr(lanes, "MUST_RUN", must_run)
    tally = lanes.Tally()
    tally.add(LANE, COUNTS, 1.0)
    assert (tally.passed, tally.failed) == (5, failed)


@pytest.mark.parametrize("ci, failed, word", [(False, 0, "skipped"), (True, 1, "FAILED")])
def test_a_lane_that_cannot_run_is_a_failure_in_continuous_integration(monkeypatch, ci, failed, word):
    monkeypatch.setattr(lanes, "CI", ci)
    tally = lanes.Tally()
    tally.miss(LANE, "no Chromium found")
    assert tally.failed == failed
    assert tally.lines == [f"sqlite: {word}, no Chromium found"]


@pytest.mark.parametrize(
    "arguments, names, rest",
    [
        ([], [lane.name for lane in lanes.LANES], []),
        (["tests/vetting", "-k", "due"], ["sqlite"], ["tests/vetting", "-k", "due"]),
        (["--lane", "postgres", "-x"], ["postgres"], ["-x"]),
    ],
)
def test_arguments_choose_the_lane_and_go_to_pytest(arguments, names, rest):
    chosen, left = lanes.chosen(arguments)
    assert ([lane.name for lane in chosen], left) == (names, rest)


def test_every_test_is_where_its_lane_looks(request):
    """Of those that were collected, which in a whole lane are all."""
    assert not request.config.stash[MISSED]


@pytest.mark.parametrize("file, kinds, missed", [
    ("tests/journeys/test_hold.py", {"browser"}, []), ("tests/network/test_storage.py", {"s3"}, []),
    (f"{lanes.BROWSED[0]}_too/test_hold.py", {"browser"}, ["browser"]), ("tests/network/test_storage.py", {"browser"}, ["browser"]),
    ("tests/journeys/test_hold.py", {"browser", "smoke"}, ["smoke"]), ("tests/vetting/test_clocks.py", {"s3"}, ["s3"]),
    ("tests/vetting/test_clocks.py", {"database"}, []), ("tests/vetting/test_clocks.py", {"pure"}, []),
])
def test_a_test_elsewhere_would_be_missed_by_its_lane(file, kinds, missed):
    assert lanes.missed_by(file, kinds) == missed


def test_every_place_a_lane_looks_into_exists():
    assert [place for lane in lanes.LANES for place in lane.where if not (lanes.ROOT / place).exists()] == []


@pytest.mark.parametrize("test, whole", [
    ("tests/vetting/test_clocks.py::test_one", "tests/vetting/test_clocks.py"),
    ("tests/vetting/test_clocks.py::test_one[a::b]", "tests/vetting/test_clocks.py"),
    ("tests/test_demo.py::TestIt::test_one", "tests/test_demo.py"),
    ("tests/journeys/test_hold.py::test_one[nl]", "tests/journeys/test_hold.py::test_one[nl]"),
    ("tests/browser/test_screens.py::test_one", "tests/browser/test_screens.py::test_one"),
])
def test_a_file_goes_to_one_worker_and_a_journey_to_whoever_is_free(test, whole):
    assert Dealing._split_scope(None, test) == whole


def test_an_unknown_lane_names_the_known_ones():
    with pytest.raises(SystemExit, match="sqlite, postgres, s3, tesseract, heic, clamd, browser, smoke"):
        lanes.chosen(["--lane", "oracle"])
