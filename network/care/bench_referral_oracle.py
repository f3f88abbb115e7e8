"""The brute force of the benchmark `referral`: every row of the network compared with every wish, in arrays.

It shares the rule of `matching` and nothing of the search: no index, no cell, no ring, no order of the database. The arrays
narrow to whoever may come first; among those the rule itself decides.
"""

from functools import cache

import numpy as np
from django.db import connection

from network.care.clocks import CONFIRM_DAYS
from network.care.grid import EARTH_KM
from network.care.matching import ANY, IN_PERSON, MODES, Wish, chosen, within
from network.care.models import Match
from network.care.queries.shortlist import as_candidate

SPARE = 60  # rows beyond those asked for, which the rule itself ranks
NEARLY = 1e-6  # kilometers by which arrays may differ from the rule
PART = 20_000
CODED = ("service", "language", "mode", "jurisdiction", "gender", "hours", "age_bands")
DAYS = ("opens", "confirmed_on")
PLAIN = ("id", "participation_id", "latitude", "longitude", "load")
READ = (
    "SELECT m.id, m.participation_id, latitude, longitude, load, service, language, mode, jurisdiction, gender, hours, age_bands, "
    "CAST(opens AS varchar(10)), CAST(confirmed_on AS varchar(10)), "
    "CASE WHEN clear_until IS NULL AND a.id IS NULL AND taking AND room > 0 THEN 1 ELSE 0 END "
    "FROM care_match m LEFT JOIN care_away a ON a.availability_id = m.participation_id WHERE m.organization_id = %s"
)


class Oracle:
    """Every row of an organization, read once: the words as numbers."""

    def __init__(self, organization, *, on):
        self.organization, self.on = organization, np.datetime64(on, "D")
        self.words: dict[str, dict[str, int]] = {name: {} for name in CODED}
        parts = list(self._parts())
        self.columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        self._of = cache(self._rows_of)

    def _parts(self):
        with connection.cursor() as cursor:
            cursor.execute(READ, [self.organization.pk])
            while rows := cursor.fetchmany(PART):
                told = dict(zip((*PLAIN, *CODED, *DAYS, "free"), zip(*rows, strict=True), strict=True))
                part = {name: np.array(told[name]) for name in (*PLAIN, "free")}
                part |= {name: np.array(told[name], dtype="datetime64[D]") for name in DAYS}
                yield part | {name: self._coded(self.words[name], told[name]) for name in CODED}

    @staticmethod
    def _coded(words, values) -> np.ndarray:
        return np.array([words.setdefault(value, len(words)) for value in values], dtype=np.int16)

    def _rows_of(self, mode, service) -> np.ndarray:
        col = self.columns
        same = (col["mode"] == self.words["mode"].get(mode, -1)) & (col["service"] == self.words["service"].get(service, -1))
        return np.flatnonzero(same & (col["free"] == 1))

    def first(self, wish: Wish, count: int) -> list[int]:
        """The keys of the first `count` therapists."""
        found: dict[int, None] = {}
        for mode in MODES if wish.mode == ANY else (wish.mode,):
            rows = self._leading(wish, mode)
            candidates = [as_candidate(row) for row in Match.objects.within(self.organization).filter(pk__in=rows)]
            found |= dict.fromkeys(row.key for row in chosen(candidates, wish, 2 * count))
            if len(found) >= count:
                break
        return list(found)[:count]

    def _leading(self, wish: Wish, mode: str) -> list[int]:
        """The rows of one way of meeting among which the first are."""
        col, at = self.columns, self._of(mode, wish.service)
        for name, fits in self._asked(wish, mode):
            codes = [code for word, code in self.words[name].items() if fits(word)]
            at = at[np.isin(col[name][at], codes)]
        if mode == IN_PERSON and wish.point is None:
            return []
        km = self._km(at, wish.point) if mode == IN_PERSON else np.zeros(len(at))
        at, km = at[km <= wish.max_km + NEARLY], km[km <= wish.max_km + NEARLY]
        stale = (self.on - col["confirmed_on"][at]).astype(int) > CONFIRM_DAYS
        order = np.lexsort((col["participation_id"][at], km, col["opens"][at], col["load"][at], np.floor((km + NEARLY) / 5.0), stale))
        return [int(pk) for pk in col["id"][at[order[:SPARE]]]]

    @staticmethod
    def _asked(wish, mode):
        """Each column that matters, and which of its values will do."""
        if mode != IN_PERSON:
            yield "jurisdiction", within(wish.jurisdiction).__contains__
        if wish.language:
            yield "language", wish.language.__eq__
        if wish.gender:
            yield "gender", wish.gender.__eq__
        if wish.hours:
            yield "hours", lambda word: wish.hours in word.split(",")
        yield "age_bands", lambda word: wish.age_band in word.split(",")

    def _km(self, at, point) -> np.ndarray:
        lat, lon = np.radians(self.columns["latitude"][at]), np.radians(self.columns["longitude"][at])
        here, there = np.radians(point[0]), np.radians(point[1])
        half = np.sin((lat - here) / 2) ** 2 + np.cos(here) * np.cos(lat) * np.sin((lon - there) / 2) ** 2
        return 2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
