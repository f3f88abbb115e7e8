"""Fields that are sealed at rest: the database and its copies hold tokens, the key that opens them is kept elsewhere.

A token is bound to its field and to one other column of its row: laid into another row or field it does not open. The first
of the keys seals and every one of them opens, so that a key is replaced without a moment in which something is lost.
[S: safety 11.3.3, F28]
"""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models

MARK = "sealed:"
BETWEEN = "\n"  # between what a token is bound to and what it says


class SealError(RuntimeError):
    """A token that no key opens, or that belongs to another row; the message says what to do."""


class Token(str):
    """What the database holds of a value: of no use without a key."""

    __slots__ = ()


def box(keys=None) -> MultiFernet:
    """These keys, or every one there is. Raises SealError for one that is none."""
    try:
        return MultiFernet([Fernet(key) for key in keys or settings.SEAL_KEYS])
    except ValueError as error:
        raise SealError(f"SEAL_KEYS holds no key: {error}") from None


def seal(text: str, bound: str) -> Token:
    """The token of a text; nothing stays nothing."""
    return Token(MARK + box().encrypt(f"{bound}{BETWEEN}{text}".encode()).decode()) if text else Token("")


def opened(token: str, bound: str) -> str:
    """What was sealed. Raises SealError without its key, and for a token of another row or field."""
    if not token:
        return ""
    try:
        said, _, text = box().decrypt(token.removeprefix(MARK).encode()).decode().partition(BETWEEN)
    except InvalidToken:
        raise SealError("No key of SEAL_KEYS opens this value. Put the key back that sealed it.") from None
    if said != bound:
        raise SealError("This value was sealed for another row or field. Somebody changed the database.")
    return text


class _Opening:
    """Opens on reading and not before: a page that shows no number needs no key."""

    def __init__(self, field):
        self.field = field

    def __get__(self, row, owner=None):
        if row is None:
            return self
        held = row.__dict__
        if self.field.attname not in held:
            row.refresh_from_db(fields=[self.field.attname])  # it was deferred
        value = held[self.field.attname]
        return opened(value, self.field.bound(row)) if isinstance(value, Token) else value

    def __set__(self, row, value):
        row.__dict__[self.field.attname] = value


class SealedField(models.TextField):
    """A text that is sealed on its way into the database. `with_column` names the column of its row it is bound to.

    Nothing can be looked for by its value: keep a keyed hash beside it. In bulk it is only ever emptied.
    """

    descriptor_class = _Opening

    def __init__(self, *args, with_column="", longest=200, **kwargs):
        self.with_column, self.longest = with_column, longest
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, MaxLengthValidator(longest)]

    def deconstruct(self):
        """For migrations."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "with_column": self.with_column, "longest": self.longest}

    def bound(self, row) -> str:
        """What a value of this row is bound to."""
        column = getattr(row, self.with_column) if self.with_column else ""
        return f"{self.model._meta.label_lower}.{self.attname}:{column}"

    def from_db_value(self, value, expression, connection):
        """A token stays closed; a value of before there were seals is what it is until it is sealed."""
        return Token(value) if isinstance(value, str) and value.startswith(MARK) else value

    def pre_save(self, model_instance, add):
        """Sealed anew, unless nobody opened it."""
        value = model_instance.__dict__[self.attname]
        return value if isinstance(value, Token) else seal(value, self.bound(model_instance))

    def get_prep_value(self, value):
        """Only tokens and nothing reach the database. Raises ValueError for a text that nothing sealed."""
        if value and not isinstance(value, Token):
            raise ValueError(f"{self.name} is sealed row by row: set it on the row and save it.")
        return value


def fields():
    """Every sealed field as (model, field)."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField):
                yield model, field


def state() -> dict[str, int]:
    """How many values are sealed with the first key, with an older one, with none that is here, or not at all."""
    found = {"sealed": 0, "older": 0, "closed": 0, "open": 0}
    first = box(settings.SEAL_KEYS[:1])
    for model, field in fields():
        for row in model._base_manager.exclude(**{field.attname: ""}).iterator():
            found[_state(row, field, first)] += 1
    return found


def _state(row, field, first) -> str:
    value = row.__dict__[field.attname]
    if not isinstance(value, Token):
        return "open"
    try:
        first.decrypt(value.removeprefix(MARK).encode())
    except InvalidToken:
        return _opens(row, field)
    return _opens(row, field, "sealed")


def _opens(row, field, good="older") -> str:
    try:
        getattr(row, field.attname)
    except SealError:
        return "closed"
    return good


def seal_again() -> int:
    """Seal every value with the first key, each row for itself so that it may be stopped and begun again; how many.

    Raises SealError at the first value that no key opens: nothing of it is lost.
    """
    done = 0
    for model, field in fields():
        for key in list(model._base_manager.exclude(**{field.attname: ""}).values_list("pk", flat=True)):
            row = model._base_manager.get(pk=key)
            setattr(row, field.attname, getattr(row, field.attname))
            done += model._base_manager.filter(pk=key).update(**{field.attname: field.pre_save(row, add=False)})
    return done
