"""A sentence that a pure module says: English as it stands; who shows it to somebody says it in her language."""


def gettext_noop(text: str) -> str:
    """The text itself, marked to be translated."""
    return text


class Sentence(str):
    """A text with its values filled in that still knows both."""

    text: str
    values: dict

    @classmethod
    def of(cls, text: str, **values) -> "Sentence":
        """`text`, marked where it is written, names each of `values` as `%(name)s`."""
        said = cls(text % values)
        said.text, said.values = text, values
        return said
