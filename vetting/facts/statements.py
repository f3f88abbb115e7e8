"""The exact texts a therapist reads before she applies, signs or accepts: her rights, her statement, the terms. Versioned.

The text she signed is kept word for word with her signature; a changed text gets a new version.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TERMS_VERSION = "2026-1"

RIGHTS = (  # NCQA practitioner rights; GDPR articles 13 and 15
    (gettext_lazy("See what we hold"), gettext_lazy(
        "You may see what the organization collected to judge your application, except references and what the law "
        "protects."
    )),
    (gettext_lazy("Correct what is wrong"), gettext_lazy(
        "When a source says something else than you do, you are told, and you may explain or correct it within 14 days."
    )),
    (gettext_lazy("Know where you stand"), gettext_lazy(
        "Your page always says who has your file, what is next and by when. You may ask at any time."
    )),
    (gettext_lazy("A reason for every no"), gettext_lazy(
        "You get every refusal in writing with its reasons, and within 30 days you may appeal to people who took no part in"
        " it."
    )),
    (gettext_lazy("Judged on your work"), gettext_lazy(
        "Nobody decides on your origin, belief, sex, gender, age, orientation or disability, nor on whom you treat. A "
        "person decides, never a machine."
    )),
    (gettext_lazy("Your own data"), gettext_lazy(
        "Each organization sees only what you agree to share with it, and does not see where else you apply. You may stop "
        "sharing at any time."
    )),
)


@dataclass(frozen=True, slots=True)
class Terms:
    """One set of terms: its kind as `network.models.Acceptance` knows it, its name, its numbered rules, its version.

    An organization's own text has the language it was written in, the day from which it counts, and what is new in it.
    """

    kind: str
    title: str
    rules: tuple[str, ...]
    version: str = TERMS_VERSION
    language: str = ""
    first: date | None = None
    note: str = ""


TERMS = (
    Terms("referral", gettext_lazy("Referral terms"), (
        gettext_lazy("You accept or decline each referral within the time it names. Declining has no consequence."),
        gettext_lazy("You offer the client a first appointment within two working days of accepting."),
        gettext_lazy("You practice only where and for what you are approved, and within your license."),
        gettext_lazy("You keep your licenses and your liability insurance in force, and report any change within five days."),
        gettext_lazy(
            "You keep what clients tell you confidential, also from their employer and from us, unless the law says "
            "otherwise."
        ),
        gettext_lazy("You refer clients on when what they need lies outside short-term help or outside your competence."),
        gettext_lazy(
            "Either side may end these terms with 30 days' notice. Running clients are seen to the end of their sessions."
        ),
    )),
    Terms("payment", gettext_lazy("Payment terms"), (
        gettext_lazy(
            "Sessions are paid at the rate in force on the day of the session, within the number that was authorized."
        ),
        gettext_lazy("You report each session within 60 days. You do not charge the client anything for it."),
        gettext_lazy("We pay within 30 days after a session is approved, and say why when something is held."),
        gettext_lazy(
            "Sessions on days on which you were not in good standing are not paid, until the missing evidence shows that you "
            "were."
        ),
        gettext_lazy("What was paid in error is settled with later payments, after notice."),
        gettext_lazy("You take care of your own taxes. You are not an employee."),
    )),
)


def attestation(organization) -> str:
    """The statement she signs, for one organization, in her language."""
    return _(
        "I state that everything in this application to %(name)s is true, correct and complete, and that I left nothing out. "
        "I authorize %(name)s to check it with licensing boards, registers, schools, insurers, references and exclusion lists, "
        "and I release those who answer in good faith from liability for it. "
        "I will report any change within five days, for as long as I take part in the network. "
        "I understand that an untrue statement can be a reason to deny or to end my participation."
    ) % {"name": organization.name}
