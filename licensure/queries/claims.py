"""Whether somebody who claims an imported profile knows a license number on it."""

import re

from licensure.models import License


def holds_license(practitioner, number: str) -> bool:
    """Whether one of her licenses has this number; spaces, dots, dashes and case do not count. Nothing typed never matches."""
    typed = _plain(number)
    numbers = License.objects.of(practitioner).filter(retired_at__isnull=True).values_list("number", flat=True)
    return bool(typed) and typed in {_plain(known) for known in numbers}


def _plain(number: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", str(number).upper())
