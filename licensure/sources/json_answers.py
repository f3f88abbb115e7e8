"""Reading JSON answers without trusting them."""

import json

from licensure.sources.answers import Response, Unavailable
from licensure.sources.soap import is_page

ERRORS = ("message", "description", "errorCode", "code", "error")


def parsed(response: Response):
    """The document. Raises Unavailable: a page for readers instead, nothing at all, another status than 200, or no JSON."""
    body = response.body.strip()
    if response.status != 200:
        raise Unavailable("http_status", f"{response.status} {_error(body)}".strip())
    if not body:
        raise Unavailable("empty")
    if is_page(response) or body.startswith(b"<"):
        raise Unavailable("page", body[:80].decode("utf-8", "replace"))
    try:
        return json.loads(body)
    except ValueError as error:
        raise Unavailable("not_json", str(error)) from error


def rows_of(response: Response) -> list[dict]:
    """A document that is a list of objects. Raises Unavailable for any other, and for a fault it reports."""
    found = parsed(response)
    if complaint(found):
        raise Unavailable("fault", complaint(found))
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise Unavailable("schema", type(found).__name__)
    return found


def text_at(row: dict, *names: str) -> str:
    """The text under the first of these names that has one; numbers as text. Raises Unavailable for a list or an object."""
    for name in names:
        value = row.get(name)
        if isinstance(value, list | dict):
            raise Unavailable("schema", name)
        if value is not None and str(value).strip():
            return " ".join(str(value).split())
    return ""


def complaint(found) -> str:
    """What a JSON error object says; empty when it is none."""
    if not isinstance(found, dict):
        return ""
    return next((str(found[name]) for name in ERRORS if found.get(name)), "")


def _error(body: bytes) -> str:
    try:
        return complaint(json.loads(body))[:200]
    except ValueError:
        return ""
