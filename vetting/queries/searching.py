"""What a search of the queue finds: files one of whose names, or numbers, has a word that begins with every word typed.

There are two ways to the same files. From the words: everything that begins with the rarest word typed, then what else it must have;
quick while that is rare. Along the view: its rows in their order until a page is full; quick while what is typed is common. There the index
tells of most rows that they lack a word, by bits of how their words begin; only one that may have them all is fetched, and only one that
has them is asked whether they are in the same name. Which way is shorter is told by counts that stop early, asked within a query that is
made anyway.
"""

from dataclasses import dataclass

from django.db import connection
from django.db.models import IntegerField, QuerySet

from network.queries.finding import folded
from vetting.models import QueueWord
from vetting.queries.marking import marks
from vetting.queries.walking import AMONG, ONE, Written

WHOLE = "z" * 40  # no word begins with what is typed and comes after it with this added
COMMON = {"van", "der", "den", "de", "het", "ten", "ter", "von", "la", "le", "di", "da"}  # many have it: looked at last
RARE = 2_000  # words that so many or fewer are are gone through
MANY, SAMPLE = 4_000, 300  # how far words are counted, and how many of them are looked at for the others
PASSED = 8  # so many rows of a view are passed while one word is asked for the others of its name
TABLE = QueueWord._meta.db_table
BEGINS = "{0}.organization_id = %s AND {0}.word BETWEEN %s AND %s"
SAME_NAME = f"EXISTS (SELECT 1 FROM {TABLE} {{0}} WHERE {BEGINS} AND {{0}}.row_id = w.row_id AND {{0}}.name = w.name {ONE})"  # noqa: S608
HAS = {"sqlite": "instr(x.spelled, %s) > 0", "postgresql": "strpos(x.spelled, %s) > 0"}  # no pattern, of which a planner expects few rows
WORDS = f"FROM {TABLE} w WHERE {BEGINS.format('w')}"  # of the one word `w`, by the index of words


@dataclass(frozen=True)
class Search:
    """The words typed, the likely rarest first."""

    organization: int
    typed: tuple[str, ...]

    def questions(self) -> dict[str, Written]:
        """What a query must tell, by name, for `begins_with` to choose; none where there is nothing to choose."""
        told = {f"many_{place}": self._many(self.typed[place], MANY if not place else RARE + 1) for place in self._counted}
        if self.typed[1:]:
            others, values = self._others(self.typed[1:])
            looked_at = f"SELECT CASE WHEN {others} THEN 1 ELSE 0 END AS hit {WORDS} LIMIT {SAMPLE}"  # noqa: S608  texts of this file
            hits = f"(SELECT count(*) FROM ({looked_at}) c WHERE hit = 1)"  # noqa: S608  the same
            told["hits"] = Written(hits, [*values, *self._begin(self.typed[0])], IntegerField())
        return told

    def _many(self, word: str, most: int) -> Written:
        counted = f"(SELECT count(*) FROM (SELECT 1 {WORDS} LIMIT {most}) c)"  # noqa: S608  texts of this file
        return Written(counted, self._begin(word), IntegerField())

    @property
    def _counted(self) -> list[int]:
        """The words of which one may be the rarest: the first, and what is not known to be common."""
        return [place for place, word in enumerate(self.typed) if not place or word not in COMMON]

    def begins_with(self, told: dict[str, int], *, page: int, all_rows: int) -> str | None:
        """The word to begin with, the rarest; None where going along the view is shorter.

        `told`: what `questions` were answered; `page`: how many are wanted, of `all_rows` there are.
        """
        if not told:
            return ""
        many = {place: told[f"many_{place}"] for place in self._counted}
        rarest = min(many, key=many.__getitem__)
        share = told["hits"] / min(many[0], SAMPLE) if "hits" in told and many[0] else 1
        along = page * all_rows / (share * many[0]) / PASSED if share and many[0] else None
        from_words = many[0] if many[0] < MANY else all_rows / 5  # so many at most, where counting stopped early
        return self.typed[rarest] if many[rarest] <= RARE or along is None or along >= from_words else None

    def of_a_row(self) -> tuple[int, str, list]:
        """What a row `x` on the way must have: the bits of its words, and the condition, with its values, that they are in one name."""
        found, values = self._words(self.typed[0])
        has, begun = " AND ".join([HAS[connection.vendor]] * len(self.typed)), [f" {word[:40]}" for word in self.typed]
        asked = f"{has} AND EXISTS (SELECT 1 {found} AND w.row_id = x.application_id {ONE})"  # noqa: S608  texts of this file
        return marks(self.typed), asked, [*begun, *values]

    def from_the_words(self, rows: QuerySet, first: str = "") -> QuerySet:
        """The rows the search finds, beginning with all that begins with `first`."""
        if not self.typed:
            return rows.none()
        found, values = self._words(first or self.typed[0])
        return rows.filter(Written(AMONG[connection.vendor].format(f"SELECT w.row_id {found}"), values, column="pk"))

    def _words(self, first: str) -> tuple[str, list]:
        """The words that begin with `first` and stand in one name with all the others."""
        others = list(self.typed)
        others.remove(first)
        text, values = self._others(others)
        return f"{WORDS} AND {text}" if others else WORDS, [*self._begin(first), *values]

    def _others(self, words) -> tuple[str, list]:
        text = " AND ".join(SAME_NAME.format(f"w{place}") for place in range(len(words)))
        return text, [value for word in words for value in self._begin(word)]

    def _begin(self, word: str) -> list:
        return [self.organization, word[:40], word[:40] + WHOLE]


def search(organization, text: str) -> Search:
    """What is typed, as words."""
    return Search(organization.pk, tuple(sorted(folded(text), key=lambda word: (word not in COMMON, len(word)), reverse=True)))
