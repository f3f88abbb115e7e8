"""Rules over columns: who may apply, licenses, supervision. Each is its namesake in `criteria`, said of many files at once."""

import numpy as np

from vetting.arrays import (
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    UNKNOWN,
    VERIFIED,
    Asked,
    best,
    met,
    only,
    pick,
    plus_months,
    worst,
)
from vetting.arrays_worked import enough_hours
from vetting.columns import NONE
from vetting.criteria.eligibility import LEVELS

# ── Who may apply ────────────────────────────────────────────────────────────


def profession(asked: Asked):
    """accepted_profession"""
    told = asked.files.scalar("profession")
    return pick((told == NONE, UNKNOWN), (asked.among(told, asked.limit["professions"]), MET), otherwise=NOT_MET)


def _inside(asked, column, places):
    return asked.table(column, lambda word: any(word == place or word.startswith(f"{place}-") for place in places)).astype(bool)


def jurisdiction(asked: Asked):
    """accepted_jurisdiction"""
    rows = asked.rows("jurisdictions")
    inside = _inside(asked, rows.code, asked.limit["jurisdictions"])
    return asked.worst(rows.of, met(inside, NOT_MET))


def level_reached(asked: Asked, column):
    """Which degrees are of the level asked or a higher one."""
    floor = LEVELS.index(asked.limit["level"])
    return asked.table(column, lambda word: word in LEVELS and LEVELS.index(word) >= floor).astype(bool)


def degree(asked: Asked):
    """degree_level"""
    rows = asked.rows("degrees")
    good = level_reached(asked, rows.level) | asked.among(rows.level, asked.limit["equivalents"])
    return pick((asked.unsaid("degrees"), UNKNOWN), otherwise=asked.best(rows.of, asked.settle(good, rows.state)))


def accredited(asked: Asked):
    """degree_accredited"""
    rows = asked.rows("degrees")
    rows = only(rows, level_reached(asked, rows.level))
    told = asked.settle(asked.among(rows.accredited, asked.limit["accreditors"]), rows.state)
    found = asked.best(rows.of, np.where(rows.accredited == NONE, UNKNOWN, told))
    return pick((asked.unsaid("degrees"), UNKNOWN), otherwise=found)


def _shares(asked, name, words):
    rows = asked.rows(name)
    good = asked.any(rows.of, asked.among(rows.code, words))
    return pick((asked.unsaid(name), UNKNOWN), otherwise=met(good, NOT_MET))


def languages(asked: Asked):
    """languages"""
    return _shares(asked, "languages", asked.limit["languages"])


def modes(asked: Asked):
    """works_by"""
    return _shares(asked, "modes", asked.limit["modes"])


def office(asked: Asked):
    """office_has"""
    ways, rooms = asked.rows("modes"), asked.rows("office")
    sees = asked.any(ways.of, ways.code == asked.word("in_person"))
    has = np.ones(asked.n, dtype=bool)
    for feature in asked.limit["features"]:
        has &= asked.any(rooms.of, rooms.code == asked.word(feature))
    return pick((~asked.unsaid("modes") & ~sees, NOT_APPLICABLE), (asked.unsaid("office"), UNKNOWN), otherwise=met(has, NOT_MET))


def cooling_off(asked: Asked):
    """cooling_off"""
    denied = asked.files.scalar("denied_on")
    return pick((denied == NONE, NOT_APPLICABLE), otherwise=met(asked.on >= plus_months(denied, asked.limit["months"]), NOT_MET))


def no_conflict(asked: Asked):
    """no_conflict"""
    told = asked.files.scalar("conflicts")
    return pick((told == NONE, UNKNOWN), otherwise=met(told == 0, NOT_MET))


def panel_open(asked: Asked):
    """panel_open"""
    told, rows = asked.files.scalar("profession"), asked.rows("jurisdictions")
    shut = asked.any(rows.of, _inside(asked, rows.code, asked.limit["closed_places"]))
    shut |= asked.among(told, asked.limit["closed_professions"])
    return pick(((told == NONE) | asked.unsaid("jurisdictions"), UNKNOWN), otherwise=met(~shut, NOT_MET))


# ── Licenses ─────────────────────────────────────────────────────────────────


def _places(asked):
    """The file of each place asked for, without repetition; of each license its place among them, and whether there is one."""

    def make():
        rows, held, words = asked.rows("jurisdictions"), asked.rows("licenses"), len(asked.files.code.words) + 1
        places, keys = rows.of * words + rows.code, held.of * words + held.place  # packed in order, each once
        at = np.minimum(np.searchsorted(places, keys), max(len(places) - 1, 0))
        here = places[at] == keys if len(places) else np.zeros(len(keys), dtype=bool)
        return rows.of, at, here

    return asked.files.once("places", make)


def requested(asked: Asked):
    """The licenses for the places she wants to work in."""
    return asked.files.once("requested", lambda: only(asked.rows("licenses"), _places(asked)[2]))


def per_place(asked: Asked, outcomes, none):
    """All-of over the places, any-of over the licenses judged there."""
    whose, at, here = _places(asked)
    each = best(len(whose), at[here], outcomes[here], none)
    return pick((asked.unsaid("licenses"), UNKNOWN), otherwise=worst(asked.n, whose, each, UNKNOWN))


def accepted(asked: Asked):
    """Which licenses are of an accepted level, or in an accepted voluntary register."""
    rows = asked.rows("licenses")
    by_level, by_register = asked.among(rows.level, asked.limit["levels"]), asked.among(rows.register, asked.limit["registers"])
    return np.where(rows.statutory == 1, by_level, by_register)


def practice_level(asked: Asked):
    """practice_level"""
    return per_place(asked, asked.settle(accepted(asked), asked.rows("licenses").state), NOT_MET)


def license_in_force(asked: Asked):
    """license_in_force"""
    rows = asked.rows("licenses")
    on = asked.day(rows)
    running = np.where(rows.expires == NONE, rows.lifelong == 1, on <= rows.expires)
    status = pick(
        ((rows.status == NONE) | (rows.state != VERIFIED), UNKNOWN), (rows.status != asked.word("active"), NOT_MET),
        (on < rows.issued, UNKNOWN), (running, MET), otherwise=UNKNOWN,
    )
    return per_place(asked, np.where(accepted(asked), status, UNKNOWN), UNKNOWN)


def fresh(asked, rows, last):
    """MET through `last` where it was verified and has a day."""
    return met((rows.state == VERIFIED) & (rows.as_of != NONE) & (asked.day(rows) <= last))


def license_verified(asked: Asked):
    """license_verified"""
    rows = asked.rows("licenses") if asked.limit["all"] else requested(asked)
    return asked.worst(rows.of, fresh(asked, rows, rows.as_of + asked.limit["days"]))


def license_rechecked(asked: Asked):
    """license_rechecked"""
    rows = requested(asked)
    return asked.worst(rows.of, fresh(asked, rows, rows.as_of + asked.limit["days"]))


def license_reverified(asked: Asked):
    """license_reverified"""
    rows = requested(asked)
    rows = only(rows, rows.lifelong == 1)
    found = asked.worst(rows.of, fresh(asked, rows, plus_months(rows.as_of, asked.limit["months"])), NOT_APPLICABLE)
    return pick((asked.unsaid("licenses"), UNKNOWN), otherwise=found)


def unrestricted(asked: Asked):
    """license_unrestricted"""
    rows = asked.rows("licenses")
    return asked.worst(rows.of, np.where(rows.encumbered == NONE, UNKNOWN, asked.settle(rows.encumbered == 0, rows.state)))


def license_actions(asked: Asked):
    """license_actions"""
    rows, held, years = asked.rows("license_actions"), asked.rows("licenses"), asked.limit["years"]
    if years:
        rows = only(rows, asked.day(rows) <= plus_months(rows.on, 12 * years))
    looked_up = asked.any(held.of, asked.reaches(held.state))
    found = asked.worst(rows.of, asked.settle(np.zeros(len(rows.of), dtype=bool), rows.state), met(looked_up))
    return pick((asked.unsaid("license_actions"), UNKNOWN), otherwise=found)


def supervised(asked: Asked):
    """An agreement that covers the day, with an accepted supervisor."""
    rows = asked.rows("supervision")
    on = asked.day(rows)
    runs = (rows.first <= on) & ((rows.last == NONE) | (on <= rows.last))
    told = asked.settle(asked.among(rows.level, asked.limit["supervisors"]), rows.state)
    return pick((asked.unsaid("supervision"), UNKNOWN), otherwise=asked.best(rows.of, np.where(runs, told, UNKNOWN)))


def supervision_on_file(asked: Asked):
    """supervision_on_file"""
    rows = requested(asked)
    under = asked.any(rows.of, asked.among(rows.level, asked.limit["levels"]))
    return pick((asked.unsaid("licenses"), UNKNOWN), (~under, NOT_APPLICABLE), otherwise=supervised(asked))


def license_or_register(asked: Asked):
    """license_or_register"""
    rows = asked.rows("licenses")
    found = asked.settle(accepted(asked), rows.state)
    with_it = found
    for needed, judge in ((asked.limit["hours"], enough_hours), (asked.limit["supervised"], supervised)):
        if needed:
            other = judge(asked)[rows.of]
            both = (with_it == NOT_MET) | (other == NOT_MET), (with_it == UNKNOWN) | (other == UNKNOWN)
            with_it = pick((both[0], NOT_MET), (both[1], UNKNOWN), otherwise=MET)
    return per_place(asked, np.where((rows.statutory == 1) | (found == NOT_MET), found, with_it), NOT_MET)


RULES = {
    "accepted_profession": profession, "accepted_jurisdiction": jurisdiction, "degree_level": degree, "degree_accredited": accredited,
    "languages": languages, "works_by": modes, "office_has": office, "cooling_off": cooling_off, "panel_open": panel_open,
    "no_conflict": no_conflict, "practice_level": practice_level, "license_in_force": license_in_force,
    "license_verified": license_verified, "license_reverified": license_reverified, "license_unrestricted": unrestricted,
    "license_actions": license_actions, "supervision_on_file": supervision_on_file, "license_or_register": license_or_register,
    "license_rechecked": license_rechecked,
}
