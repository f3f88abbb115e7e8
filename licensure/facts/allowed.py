"""Which sources may answer a check: the register that issues what is held, by the packs; of the rest, who is named in `answering`.

It fails closed: a source nobody named as one that may answer is refused, with those that may.

NCQA CR 3 A: a license is verified at the agency that issued it. The NPI registry shows what people wrote of themselves and is no
source for a license; neither is another state's board, a directory, or the therapist's own paper.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from licensure.facts.answering import Allowed, answering
from licensure.facts.licenses import JUDGED, title_at_source
from licensure.guards_sources import LOOKED_UP
from licensure.policy import known
from licensure.sources.registers import register_for, registers
from network.models import PractitionerName

PEOPLES = ("identity",)  # a document in her hand, and two people's word
ADDRESS = re.compile(r"((?:[a-z0-9-]+\.)+[a-z]{2,})(?::\d+)?(?:[/?#].*)?", re.IGNORECASE)  # a host, or a page written without its scheme
UNWRITTEN = re.compile(r"[\s\\\x00-\x1f]")  # what no address holds: browsers and parsers read past it, each in another way
NO_SOURCES = (  # searching and directories: whoever stands there wrote it, or nobody did
    "google", "bing", "duckduckgo", "linkedin", "facebook", "psychology today", "psychologytoday", "healthgrades", "goodtherapy",
    "wikipedia", "chatgpt", "caqh",
)


def allowed_sources(check) -> tuple[Allowed, ...]:
    """Who may answer this check, the register itself first; empty where nobody knows who may, and then nobody may."""
    return tuple({each.name: each for each in _allowed(check)}.values())


def _allowed(check) -> Iterator[Allowed]:
    if check.element == "npi" and (live := register_for("npi")):
        yield Allowed(live.name, live.page)
    yield from answering(check)
    row = check.evidence if check.element in JUDGED else None
    if row is None:
        return
    found = known(check.organization)
    title = title_at_source(check, row, found)
    register = found.registers.get(title.register if title else getattr(row, "code", ""))
    if register:
        yield Allowed(register.name, register.url)
    place = getattr(row, "jurisdiction_id", "") or (title.jurisdiction if title else "")
    if title and (live := register_for("license", place, title.register, title.key, settings.SOURCE_URLS)):
        yield Allowed(live.name, live.page)


def is_allowed(source: str, allowed: tuple[Allowed, ...]) -> bool:
    """Whether a source is one of them: its very name, several of their names with commas between, or an address on its own site.

    Nothing else may stand beside it: who writes "Google, board.example" looked at two places, and nobody knows at which.
    """
    host = host_of(source)
    hosts = [host_of(each.url) for each in allowed]
    names = {_plain(name) for each in allowed for name in (each.name, *each.also)} - {""}
    return _names_only(_plain(source), names) or bool(host) and any(_same_site(host, each) for each in hosts if each)


def _names_only(said: str, names: set[str]) -> bool:
    """Whether a text is one of the names, or some of them with commas between: a check of several lists names each."""
    one = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))  # a name may itself hold a comma
    return bool(names) and re.fullmatch(rf"(?:{one})(?: ?, ?(?:{one}))* ?,?", said) is not None


def stranger(source: str, organization) -> str:
    """Why a source that is not allowed is known to be a wrong one: "other" register, "directory", "site"; else empty."""
    said = _plain(source)
    names = [register.name for register in known(organization).registers.values()]
    names += [each.name for each in registers().values()]
    if said in {_plain(name) for name in names}:
        return "other"
    if any(re.search(rf"\b{re.escape(word)}\b", said) for word in NO_SOURCES):
        return "directory"
    return "site" if host_of(source) else ""


@dataclass(frozen=True, slots=True)
class SourceFault:
    """Why a source may not answer: own_word, own_paper, or why it is a stranger; `names` are those that may."""

    code: str
    names: tuple[str, ...] = ()


def source_faults(check, source: str, artefact) -> tuple[SourceFault, ...]:
    """What is wrong with a source named for this check and with what is kept of its answer. An identity is people's (decision 23)."""
    if check.element in PEOPLES:
        return ()
    allowed = allowed_sources(check)
    found = []
    if source and is_own_word(source, check.practitioner):
        found.append("own_word")
    elif source and not is_allowed(source, allowed):
        found.append(stranger(source, check.organization) or ("unknown" if allowed else "nobody"))
    if check.element in LOOKED_UP and is_own_paper(artefact, check.evidence):
        found.append("own_paper")
    return tuple(SourceFault(code, tuple(each.name for each in allowed)) for code in found)


def is_own_word(source: str, practitioner) -> bool:
    """Whether the source named is the therapist."""
    person = practitioner.person
    rows = [person, *PractitionerName.objects.of(practitioner)]
    return _plain(source) in {_plain(f"{each.given_name} {each.family_name}") for each in rows}


def is_own_paper(artefact, row) -> bool:
    """Whether what is kept as the source's answer is the very file the therapist sent with the row it is about."""
    sent = getattr(row, "document", None)
    if artefact is None or sent is None:
        return False
    return artefact.sha256 == sent.sha256 or artefact.received_sha256 == sent.received_sha256


def host_of(text: str) -> str:
    """The host of a text that is an address and nothing besides, with http(s) before it or without; else empty."""
    text = text.strip()
    if UNWRITTEN.search(text):
        return ""
    if not re.match(r"https?://", text, re.IGNORECASE):
        found = ADDRESS.fullmatch(text)
        return found[1].lower().removeprefix("www.") if found else ""
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets and signs that no host is written with
        return ""
    return "" if "@" in parts.netloc else (parts.hostname or "").removeprefix("www.")  # what stands before an @ is no host


def _same_site(one: str, registers: str) -> bool:
    """Whether a host is the register's own or lies under it. What the register lies under is others' too: gov, co.uk, a state."""
    one, registers = one.removeprefix("www."), registers.removeprefix("www.")
    return one == registers or one.endswith(f".{registers}")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
