"""The Specially Designated Nationals of the US Treasury's OFAC, as three CSV files: SDN, ALT (further names) and ADD (addresses).

Source: OFAC's "SDN data specification": no header row, `-0-` means nothing, files may end with 0x1A. The files are told
apart by their number of columns, so the order in which they are given does not matter; a fourth, with remarks too long for
the first, may come along. Every alternate name of an individual is searched. What stands in the remarks as a quoted a.k.a.
is a *weak* alias: OFAC does not ask to screen by it; it is searched where it is a whole name, and kept where it is one word.
"""

import csv
import hashlib
import io
import re
from collections import defaultdict

from licensure.sources import Alias, ListFile, ListRow, ListSource, ListUnavailable, Odd
from licensure.sources.reading import english_day, refuse_cut, split_name, text_of

COLUMNS = (
    "ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage", "GRT", "Vess_flag",
    "Vess_owner", "Remarks",
)  # fmt: skip
KINDS = {12: "SDN", 5: "ALT", 6: "ADD", 2: "COMMENTS"}
NEEDED = ("SDN", "ALT", "ADD")
NOTHING = "-0-"
BIRTH = re.compile(r"\bDOB ([^;]+?)\.?(?=;|$)")
WEAK = re.compile(r"a\.k\.a\. '(.+?)'(?=[;.]|$)")

Rows = list[tuple[int, list[str]]]


def parse(*contents: bytes) -> ListFile:
    """Read the files together. Raises ListUnavailable when one is missing, twice there or of another layout."""
    read: dict[str, Rows] = {}
    odd: list[Odd] = []
    for content in contents:
        kind, rows = _read(content, odd)
        if kind in read:
            raise ListUnavailable("files", kind)
        read[kind] = rows
    if missing := [kind for kind in NEEDED if kind not in read]:
        raise ListUnavailable("files", ", ".join(missing))
    further = _further(read, odd)
    rows = []
    for number, cells in read["SDN"]:
        rows.append(_entry(number, cells, further.pop(cells[0], [])))
        if not rows[-1].raw["SDN_Name"]:
            odd.append(Odd(number, "missing_name", "SDN_Name"))
    odd += [Odd(number, "no_such_entry", kind, key) for key, lines in further.items() for kind, number, _ in lines]
    together = hashlib.sha256("".join(sorted(hashlib.sha256(each).hexdigest() for each in contents)).encode())
    return ListFile(tuple(rows), tuple(odd), COLUMNS, together.hexdigest())


def _read(content: bytes, odd: list[Odd]) -> tuple[str, Rows]:
    """One file: which it is by its first row, and its rows; a row of another width is odd and left out."""
    reader = csv.reader(io.StringIO(text_of(content), newline=""), strict=True)
    rows: Rows = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((reader.line_num, ["" if cell.strip() == NOTHING else cell.strip() for cell in cells]))
    except csv.Error as error:
        raise ListUnavailable("unreadable", str(error), row=reader.line_num) from error
    width = len(rows[0][1])
    if width not in KINDS or not rows[0][1][0].isdigit():
        raise ListUnavailable("columns", f"{width}", row=1)
    if wrong := next((number for number, cells in rows if len(cells) != width and KINDS[width] == "SDN"), None):
        raise ListUnavailable("unreadable", "", row=wrong)  # an entry that cannot be read is somebody who is missed
    refuse_cut(content, *rows[-1], width)
    odd += [Odd(number, "too_few_cells", KINDS[width]) for number, cells in rows if len(cells) < width]
    return KINDS[width], [(number, cells + [""] * (width - len(cells))) for number, cells in rows]


def _further(read: dict[str, Rows], odd: list[Odd]) -> dict[str, list[tuple[str, int, list[str]]]]:
    """What the other files say of each entry, by its number."""
    found = defaultdict(list)
    for kind in ("ALT", "ADD", "COMMENTS"):
        for number, cells in read.get(kind, ()):
            found[cells[0]].append((kind, number, cells))
    return found


def _entry(number: int, cells: list[str], further) -> ListRow:
    """One entry with its further names and addresses; an individual by her names, all else by the name of business."""
    raw = dict(zip(COLUMNS, cells, strict=True))
    raw |= {f"{kind} {line[1]}": " | ".join(filter(None, line[2:])) for kind, _, line in further if kind != "COMMENTS"}
    raw["Remarks"] += "".join(line[1] for kind, _, line in further if kind == "COMMENTS")
    if raw["SDN_Type"] != "individual":  # "-0-" is an organization; others are vessels and aircraft
        others = tuple(line[3] for kind, _, line in further if kind == "ALT" and line[3])
        return ListRow(number, raw, business_name=raw["SDN_Name"], other_businesses=others, kind=raw["Program"])
    family, given = split_name(raw["SDN_Name"])
    others = [Alias(*split_name(line[3]), kind=line[2]) for kind, _, line in further if kind == "ALT" and line[3]]
    others += [Alias(*split_name(name)) for name in WEAK.findall(raw["Remarks"]) if len(name.split()) > 1]
    births = [english_day(text) for text in BIRTH.findall(raw["Remarks"])]
    return ListRow(
        number, raw, family_name=family, given_name=given, kind=raw["Program"],
        date_of_birth=births[0] if births else None, other_names=tuple(others),
        other_births=tuple(dict.fromkeys(each for each in births if each != births[0])),
    )


SOURCE = ListSource(
    key="ofac-sdn",
    name="Specially Designated Nationals and Blocked Persons",
    publisher="Office of Foreign Assets Control, US Department of the Treasury",
    url="https://sanctionslist.ofac.treas.gov/Home/SdnList",
    parse=parse,
    files=4,
)
