"""One way of answering a refused post: the attempt is noted outside the chain, the page comes again with the reasons."""

from contextlib import contextmanager
from dataclasses import dataclass

from network.routes import note_refusal
from network.transitions import Refusal, Refused


@dataclass(slots=True)
class Attempt:
    """A workflow call made for a post; `refusals` say why it was refused, none that it was done."""

    refusals: tuple[Refusal, ...] = ()


@contextmanager
def attempt(request, action, **subject):
    """Around the one workflow call of a post: `with attempt(request, "notice", reference=reference) as tried: ...`.

    A refusal is noted as an attempt of `action` on the subject, in a transaction of its own, and kept in `tried.refusals`.
    """
    tried = Attempt()
    try:
        yield tried
    except Refused as refused:
        note_refusal(request, action, refused.codes, subject)
        tried.refusals = refused.refusals


def sent(request):
    """The form that was sent, also an empty one; None when the page was only opened."""
    return request.POST if request.method == "POST" else None


def row_number(text: str) -> int:
    """A row's number as a browser sends it; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def status_of(form, refusals=()) -> int:
    """How the page answers: 409 with refusals, 422 with something to mend in the form (None: nothing was sent), else 200."""
    if refusals:
        return 409
    return 422 if form is not None and form.errors else 200
