"""While very many rows come and go, Python seeks circles among them rarely, and as often as before when they are gone."""

import gc

import pytest

from network.collecting import RARELY, rarely_collected


def test_circles_are_sought_rarely_within_the_block_and_as_before_after_it():
    before = gc.get_threshold()
    with rarely_collected():
        assert gc.get_threshold() == (RARELY, *before[1:])
    assert gc.get_threshold() == before != (RARELY, *before[1:])


def test_they_are_sought_as_before_after_a_failure_too():
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), rarely_collected():
        raise ZeroDivisionError
    assert gc.get_threshold() == before
