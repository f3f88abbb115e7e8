"""A person whose clicks are counted twice: by what she does, and by what the browser itself hears."""

import re

HEARS = """
addEventListener('click', it => { if (it.isTrusted) sessionStorage.clicks = 1 + Number(sessionStorage.clicks || 0) }, true)
"""
TECHNICAL = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b|[{}]|\badmin\b|\bjson\b", re.I)  # a key, braces, the words themselves


class Counted:
    """Counts the clicks of one hand from now on; choosing from a list is one. What she types is kept, where she was is too.

    `technical` is what a page showed that only a programmer reads: an internal key, JSON, a word for either.
    """

    def __init__(self, hand):
        self.hand, self.clicks, self.chosen = hand, 0, 0
        self.typed, self.addresses, self.technical = [], [], set()
        hand.page.add_init_script(HEARS)
        hand.page.on("request", lambda request: self.addresses.append(request.url) if request.is_navigation_request() else None)
        for name in ("follow", "press", "choose", "pick"):
            setattr(hand, name, self._counting(name, getattr(hand, name)))
        self._keep_what_is_typed()

    def _counting(self, name, act):
        def done(*args, **where):
            self.look()
            self.clicks, self.chosen = self.clicks + 1, self.chosen + (name == "choose")
            act(*args, **where)
            self.look()
            return self.hand

        return done

    def _keep_what_is_typed(self):
        fill = self.hand.fill

        def typed(label, value, **where):
            self.typed.append(value)
            return fill(label, value, **where)

        self.hand.fill = typed

    def look(self):
        """Read the page as it stands: what it says, and what its fields hold."""
        fields = self.hand.page.locator("input:visible:not([type=radio]):not([type=checkbox]), textarea:visible")
        said = [self.hand.page.locator("body").inner_text(), *(field.input_value() for field in fields.all())]
        self.technical |= {found for text in said for found in TECHNICAL.findall(text)}

    def heard(self) -> int:
        """The clicks the browser heard, and the choices from lists, which make none."""
        return int(self.hand.page.evaluate("Number(sessionStorage.clicks || 0)")) + self.chosen
