"""Templates hold words and structure: nothing the Content-Security-Policy would block, and nothing that thinks."""

import re

from tests.architecture.sources import files, text

PAGES = [p for p in files() if p.suffix == ".html" and "templates" in p.parts]
# a mail client reads no style sheet, and the PDF engine knows no policy: both are drawn with styles of their own
ON_SCREEN = [p for p in PAGES if not {"mail", "letters"} & set(p.parts)]
INLINE = re.compile(r"""\sstyle\s*=\s*["'{]|<style\b|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""", re.IGNORECASE)


def lines_with(pattern: re.Pattern, pages) -> list[str]:
    return [
        f"{path}:{number} {line.strip()[:100]}"
        for path in pages
        for number, line in enumerate(text(path).splitlines(), 1)
        if pattern.search(line)
    ]


def test_there_are_templates_to_look_at():
    assert len(ON_SCREEN) > 20


def test_no_style_and_no_script_stands_in_a_page():
    assert lines_with(INLINE, ON_SCREEN) == []
    assert lines_with(SCRIPT, ON_SCREEN) == []


def test_no_page_loads_anything_from_elsewhere():
    assert lines_with(ELSEWHERE, PAGES) == []


def test_no_template_decides_more_than_a_dozen_times():
    """What a page shows when is decided by its page object, and a large page is made of parts."""
    decides = re.compile(r"\{% (?:el)?if ")
    assert [f"{path}: {count}" for path in PAGES if (count := len(decides.findall(text(path)))) > 12] == []


def test_every_form_that_posts_carries_the_token():
    """A POST without the token is refused by the server; it should not wait for a user to find out."""
    forms = re.compile(r"<form\b[^>]*method=[\"']post[\"'][^>]*>(.*?)</form>", re.IGNORECASE | re.DOTALL)
    wrong = [str(p) for p in ON_SCREEN for body in forms.findall(text(p)) if "csrf_token" not in body]
    assert wrong == []


# ── Every text is marked for translation ─────────────────────────────────────
CLASS_NAME = re.compile(r"\{% block tempo %\}.*?\{% endblock %\}")
MARKED = re.compile(r"\{% *(blocktranslate|comment|verbatim)\b.*?%\}.*?\{% *end\1 *%\}|\{#.*?#\}|\{[%{].*?[%}]\}", re.DOTALL)
SAID = re.compile(r"""\s(?:title|aria-label|placeholder|alt|label)=(?:"([^"]*)"|'([^']*)')""")
CODE = re.compile(r"<(style|script)\b.*?</\1>|<!--.*?-->|<!doctype html>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>")
WORD = re.compile(r"&\w+;|[^\W\d_]{2,}")
SAME_EVERYWHERE = {"Goodstanding", "SHA", "PDF", "JPG", "PNG", "NPI", "English", "Nederlands"}  # names and file types
IN_ENGLISH = {"templates/demo/looks.html"}  # a page for who builds this; it says so to screen readers


def bare_words(path) -> list[str]:
    """Words of a template that no translator ever sees."""
    rest = MARKED.sub(" ", CLASS_NAME.sub(" ", text(path)))
    said = [a or b for a, b in SAID.findall(rest)]
    shown = [*said, TAG.sub(" ", CODE.sub(" ", rest)) if path.suffix == ".html" else rest]
    return [w for part in shown for w in WORD.findall(part) if w not in SAME_EVERYWHERE and not w.startswith("&")]


def test_no_word_of_a_template_is_left_unmarked():
    texts = [p for p in files() if p.suffix in {".html", ".txt"} and "templates" in p.parts and str(p) not in IN_ENGLISH]
    assert {str(path): words for path in texts if (words := bare_words(path))} == {}
