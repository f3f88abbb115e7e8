"""What the sweep's benchmark tells of a preview: whom a changed policy touches, as the product asks it, beside asking one by one."""

from collections.abc import Iterable, Sequence
from datetime import date

from network.bench import timed
from vetting import flips, impact
from vetting.evidence import Facts
from vetting.findings import Policy


def previewed(asked: Iterable[tuple[Sequence[Facts], Sequence[Policy], Policy]], *, on: date) -> dict:
    """Seconds to name who flips and with which lines, of facts in hand: packed, judged in columns, those who flip by the rules.

    `asked`: organizations, each with its files, its versions and the new one. `preview_ratio`: the same by the rules for everybody, over
    that. Reading the facts is in neither. AssertionError where they differ.
    """
    asked = list(asked)
    ours, seconds = timed(lambda: [_in_columns(*each, on) for each in asked])
    theirs, alone = timed(lambda: [_one_by_one(*each, on) for each in asked])
    if ours != theirs:
        raise AssertionError("The preview in columns is not the preview one by one.")
    return {
        "previewed": sum(len(files) for files, _policies, _version in asked), "preview_flips": sum(map(len, ours)),
        "preview_seconds": round(seconds, 4), "preview_ratio": round(alone / seconds, 2),
    }


def _in_columns(files, policies, version, on):
    return list(flips.of_files(flips.Many(files), range(len(files)), policies, version, on=on))


def _one_by_one(files, policies, version, on):
    found = [(place, impact.of_file(policies, version, each, on=on)) for place, each in enumerate(files)]
    return [(place, differs) for place, differs in found if differs]
