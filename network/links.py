"""Short links of ours: signed, bound to one key and one reader, good for a minute. The header a file is sent under, and the
language of a page behind a mailed link.
"""

import re
import time
from urllib.parse import quote

from django.conf import settings
from django.core import signing

LINK_SALT = "network.storage.link"
LINK_SECONDS = 60


class BadLink(Exception):
    """The link was altered, is for something else, or its 60 seconds are over."""


def disposition(filename: str, *, inline: bool = False) -> str:
    """A Content-Disposition that no file name can break out of (RFC 6266)."""
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", filename).strip() or "document"
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


def sign(key: str, **claims) -> str:
    """A token for one key and whatever else it is bound to; it carries the moment it was made."""
    return signing.dumps({"key": key, **claims}, salt=LINK_SALT, compress=True)


def redeem(token: str, *, seconds: int = LINK_SECONDS) -> dict:
    """The claims of a token made at most `seconds` ago. Raises BadLink."""
    try:
        claims = signing.loads(token, salt=LINK_SALT, max_age=seconds)
    except signing.BadSignature as error:
        raise BadLink("The link is no longer valid.") from error
    if "until" in claims and claims["until"] < time.time():
        raise BadLink("The link is no longer valid.")
    return claims


def language_behind(request, otherwise: str) -> str:
    """In which language a page behind a mailed link speaks: the one chosen on it or before, else that of the mail."""
    chosen = request.GET.get("language") or request.COOKIES.get("django_language")
    return chosen if chosen in dict(settings.LANGUAGES) else otherwise
