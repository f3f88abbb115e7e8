"""The consolidated sanctions list of the United Nations Security Council, as its XML file.

Individuals are searched by their names and aliases, the original script included; a day of birth counts only where the list
gives a whole one. No document type is read: a file that declares one is refused before anything of it is looked at.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, TreeBuilder  # noqa: S405  only the builder; expat below refuses every DTD
from xml.parsers import expat

from licensure.sources import Alias, ListFile, ListRow, ListSource, ListUnavailable, Odd
from licensure.sources.reading import split_name

ROOT = "CONSOLIDATED_LIST"
GIVEN = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


def parse(content: bytes) -> ListFile:
    """Read the file. Raises ListUnavailable when it is no such list, is cut off or declares a document type."""
    if not content.strip():
        raise ListUnavailable("empty")
    root = _tree(content)
    if root.tag != ROOT:
        raise ListUnavailable("header", root.tag, row=1)
    found = [*root.iterfind("INDIVIDUALS/INDIVIDUAL"), *root.iterfind("ENTITIES/ENTITY")]
    if not found:
        raise ListUnavailable("no_rows")
    odd: list[Odd] = []
    rows = tuple(_row(number, each, odd) for number, each in enumerate(found, start=1))
    dated = _day(root.get("dateGenerated", "")[:10])
    return ListFile(rows, tuple(odd), ("DATAID", *GIVEN), hashlib.sha256(content).hexdigest(), dated)


def _tree(content: bytes) -> Element:
    builder, parser = TreeBuilder(), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = builder.data, _refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ListUnavailable("unreadable", expat.ErrorString(error.code), row=error.lineno) from error
    return builder.close()


def _refuse(*declared):
    raise ListUnavailable("doctype")


def _row(number: int, found: Element, odd: list[Odd]) -> ListRow:
    raw = dict(_cells(found))
    names = [text for name in GIVEN if (text := (found.findtext(name) or "").strip())]
    listed_on = _day(found.findtext("LISTED_ON"))
    if not names:
        odd.append(Odd(number, "missing_name", "FIRST_NAME"))
    told = {"kind": (found.findtext("UN_LIST_TYPE") or "").strip(), "excluded_on": listed_on}
    if found.tag == "ENTITY":
        return ListRow(number, raw, business_name=" ".join(names)[:300], other_businesses=tuple(_businesses(found)), **told)
    births = [_day(each.findtext("DATE")) for each in found.iterfind("INDIVIDUAL_DATE_OF_BIRTH") if len(each)]
    return ListRow(
        number, raw, family_name=names[-1] if names else "", given_name=" ".join(names[:-1]), other_names=tuple(_aliases(found)),
        date_of_birth=births[0] if births else None,
        other_births=tuple(dict.fromkeys(each for each in births if each != births[0])), **told,
    )


def _aliases(found: Element) -> Iterator[Alias]:
    written = [each.findtext("ALIAS_NAME") for each in found.iterfind("INDIVIDUAL_ALIAS")]
    for text in (*written, found.findtext("NAME_ORIGINAL_SCRIPT")):
        if text and text.strip():
            yield Alias(*split_name(text))


def _businesses(found: Element) -> Iterator[str]:
    written = [each.findtext("ALIAS_NAME") for each in found.iterfind("ENTITY_ALIAS")]
    yield from (text.strip() for text in written if text and text.strip())


def _cells(found: Element) -> Iterator[tuple[str, str]]:
    """Every text of an entry by its place, so that a change of any of them is a changed row."""
    seen: dict[str, int] = {}
    for each in found:
        for leaf in each.iter():
            if leaf.text and leaf.text.strip():
                name = leaf.tag if leaf is each else f"{each.tag}.{leaf.tag}"
                seen[name] = seen.get(name, 0) + 1
                yield (f"{name} {seen[name]}" if seen[name] > 1 else name), leaf.text.strip()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None


SOURCE = ListSource(
    key="un-consolidated",
    name="United Nations Security Council Consolidated List",
    publisher="United Nations Security Council",
    url="https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
    parse=parse,
)
