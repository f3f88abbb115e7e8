"""Walking a long list by its links, to its end and back again."""

import html
import re

from django.db import connection
from django.test.utils import CaptureQueriesContext


def walk(client, url, seen):
    """What `seen(page)` gives of each page on the way to the end, and on the way back; and the statements of the dearest page.

    Raises AssertionError where the way has no end.
    """
    ahead, back, dearest = [], [], 0
    for found, way in ((ahead, "next"), (back, "prev")):
        at = url
        while at:
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(at)
            assert answer.status_code == 200 and len(found) < 1000
            page = answer.content.decode()
            dearest = max(dearest, len(asked))
            found.append(seen(page))
            link = re.search(rf'rel="{way}" href="([^"]*)"', page)
            url, at = at, html.unescape(link[1]) if link else ""
    return ahead, back, dearest


def each_once(client, url, seen):
    """What is on the pages of a list in their order, where each stands there once and the way back shows the same pages."""
    ahead, back, dearest = walk(client, url, seen)
    rows = [row for page in ahead for row in page]
    assert len(rows) == len(set(rows)) and back == ahead[::-1] and len(ahead) > 2
    return rows, dearest
