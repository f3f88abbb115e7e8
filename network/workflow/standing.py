"""What anybody does about standing, by one name: participation, the rows it is computed from, and holds."""

from network.workflow.holds import (
    correct_hold,
    end_hold,
    open_hold,
    start_leave,
    void_hold,
)
from network.workflow.participation import (
    admit,
    decline,
    end_left,
    give_notice,
    resign,
    share,
    stop_sharing,
    take_part,
)
from network.workflow.standing_rows import (
    accept_terms,
    correct_cover,
    move_coming,
    move_end,
    record_cover,
    record_denial,
    record_grant,
    void_cover,
)

__all__ = [
    "accept_terms",
    "admit",
    "correct_cover",
    "correct_hold",
    "decline",
    "end_hold",
    "end_left",
    "give_notice",
    "move_coming",
    "move_end",
    "open_hold",
    "record_cover",
    "record_denial",
    "record_grant",
    "resign",
    "share",
    "start_leave",
    "stop_sharing",
    "take_part",
    "void_cover",
    "void_hold",
]
