"""Reading SOAP without trusting it: no document type, no entities, and only the elements that were expected."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from licensure.sources.answers import Response, Unavailable

ENVELOPES = ("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope")
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def envelope(content: str) -> bytes:
    """A SOAP 1.1 envelope around one element."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<soap:Envelope xmlns:soap="{ENVELOPES[0]}"><soap:Body>{content}</soap:Body></soap:Envelope>'
    ).encode()


def parsed(response: Response) -> Element:
    """The document. Raises Unavailable: a page for readers instead, nothing at all, no XML, or a document type."""
    body = response.body.strip()
    if not body:
        raise Unavailable("empty" if response.status == 200 else "http_status", str(response.status))
    if is_page(response):
        raise Unavailable("page" if response.status == 200 else "http_status", _title(body) or str(response.status))
    try:
        return fromstring(body, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unavailable("dtd") from error
    except ParseError as error:
        raise Unavailable("not_xml" if response.status == 200 else "http_status", str(error)) from error


def is_page(response: Response) -> bool:
    """Whether this is a web page for people, by its declared type or by how it begins."""
    start = response.body.lstrip()[:200].lower()
    return response.content_type == "text/html" or start.startswith((b"<!doctype html", b"<html"))


def _title(body: bytes) -> str:
    lower = body.lower()
    start, end = lower.find(b"<title>"), lower.find(b"</title>")
    return body[start + 7 : end].decode("utf-8", "replace").strip()[:120] if 0 <= start < end else ""


def body_of(root: Element, status: int, wanted: str) -> Element:
    """The one element of the body, `wanted` by its full name. Raises Unavailable for a fault and for anything else."""
    space = next((each for each in ENVELOPES if root.tag == f"{{{each}}}Envelope"), None)
    body = root.find(f"{{{space}}}Body") if space else None
    if body is None or len(body) != 1:
        raise Unavailable("schema", root.tag)
    (found,) = body
    if found.tag == f"{{{space}}}Fault":
        raise Unavailable("fault", fault_of(found))
    if status != 200:
        raise Unavailable("http_status", str(status))
    if found.tag != wanted:
        raise Unavailable("schema", found.tag)
    return found


def fault_of(fault: Element) -> str:
    """What a fault says, in SOAP 1.1 or 1.2."""
    said = [each for each in fault.iter() if each.tag.rpartition("}")[2] in ("faultstring", "Text")]
    return next((text_of(each) for each in said if text_of(each)), "")


def children(parent: Element, space: str, allowed: Iterable[str], *, keep_nil: bool = False) -> dict[str, list[Element]]:
    """The children by name; those said to be nil are left out unless kept. Raises Unavailable for one nobody expects here."""
    found: dict[str, list[Element]] = {}
    for child in parent:
        name = child.tag.removeprefix(f"{{{space}}}")
        if name == child.tag or name not in allowed:
            raise Unavailable("schema", child.tag)
        if keep_nil or child.get(NIL) not in ("true", "1"):
            found.setdefault(name, []).append(child)
    return found


def text_of(element: Element) -> str:
    """Its text, blanks at both ends taken off."""
    return (element.text or "").strip()
