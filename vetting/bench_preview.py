"""What the sweep's benchmark tells of a preview: whom a changed policy touches, as the product asks it, beside asking one by one."""

from collections.abc import Sequence
from datetime import date

from network.bench import timed
from vetting import flips, impact
from vetting.evidence import Facts
from vetting.findings import Policy


def previewed(facts: Sequence[Facts], policies: Sequence[Policy], version: Policy, *, on: date) -> dict:
    """Seconds to name who flips and with which lines, of facts in hand: packed, judged in columns, those who flip by the rules.

    `preview_ratio`: the same by the rules for everybody, over that. Reading the facts is in neither. AssertionError where they differ.
    """
    ours, seconds = timed(lambda: list(flips.of_files(flips.Many(facts), range(len(facts)), policies, version, on=on)))
    theirs, alone = timed(lambda: [impact.of_file(policies, version, each, on=on) for each in facts])
    if ours != [(place, found) for place, found in enumerate(theirs) if found]:
        raise AssertionError("The preview in columns is not the preview one by one.")
    return {
        "previewed": len(facts), "preview_flips": len(ours), "preview_seconds": round(seconds, 4),
        "preview_ratio": round(alone / seconds, 2),
    }
