"""Every screen that is photographed: one line per route, persona and state. A route in neither list fails the tests.

`Screen("queue", MAYA, HARBOR)` opens the route of that name as that person. A page whose address is not known beforehand
is reached as people do, by links: `start` is the route to open first, `links` are what to click from there.
`state` names what is to be seen: full, empty or error; `submit` presses the page's main button as it stands.
"""

from dataclasses import dataclass, field

NOBODY = ""
MAYA, TOM, INES, ODELL = "Maya Lindenwood", "Tom Wetherby", "Ines Calloway", "Odell Marsh"
PRIYA, ROSA, WREN = "Priya Fenwick", "Rosa Quillfeather", "Wren Halloway"
HANNEKE, SIETSE = "Hanneke Lichtveld", "Sietse Wouda-Bark"


@dataclass(frozen=True, slots=True)
class Screen:
    """One page as one person sees it in one state."""

    route: str
    who: str = NOBODY
    arguments: dict = field(default_factory=dict)
    state: str = "full"
    query: str = ""
    start: str = ""
    links: tuple[str, ...] = ()
    submit: str = ""
    status: int = 200

    @property
    def name(self) -> str:
        """A name for its files: route, person, state."""
        who = self.who.split()[0].lower() if self.who else "nobody"
        return f"{self.route}-{who}-{self.state}"


HARBOR = {"organization": "harbor"}
NOORDERLICHT = {"organization": "noorderlicht"}
MAIN_BUTTON = "main button.primary[type=submit]"

SCREENS: tuple[Screen, ...] = (
    # signing in
    Screen("account_login"),
    Screen("account_login", state="error", submit=MAIN_BUTTON),
    Screen("account_reset_password"),
    Screen("account_reset_password", state="error", submit=MAIN_BUTTON),
    Screen("account_reset_password_done"),
    Screen("account_signup"),
    Screen("account_inactive"),
    Screen("account_logout", MAYA),
    Screen("account_change_password", MAYA),
    Screen("account_change_password", MAYA, state="error", submit=MAIN_BUTTON),
    Screen("account_email", MAYA),
    Screen("mfa_index", MAYA),
    Screen("mfa_list_webauthn", MAYA),
)

EXCLUDED: dict[str, str] = {
    "home": "sends people on to their own start page",
    "preferences": "takes a post only",
    "health": "is for machines",
    "account_confirm_email": "addresses are proved by the invitation",
    "account_email_verification_sent": "addresses are proved by the invitation",
    "account_reauthenticate": "asks for a sign-in that is five minutes old",
    "account_reset_password_from_key": "needs the key of a mail; a journey walks it",
    "account_reset_password_from_key_done": "follows on the one before",
    "account_set_password": "is for accounts without a password; they are sent to the invitation",
    "mfa_activate_totp": "asks for a fresh sign-in; a journey walks it",
    "mfa_add_webauthn": "asks for a fresh sign-in; a journey walks it",
    "mfa_authenticate": "stands between the two steps of a sign-in",
    "mfa_deactivate_totp": "asks for a fresh sign-in",
    "mfa_download_recovery_codes": "is a file",
    "mfa_edit_webauthn": "needs a passkey",
    "mfa_generate_recovery_codes": "asks for a fresh sign-in",
    "mfa_login_webauthn": "is for the passkey script",
    "mfa_reauthenticate": "asks for a sign-in that is five minutes old",
    "mfa_reauthenticate_webauthn": "asks for a sign-in that is five minutes old",
    "mfa_remove_webauthn": "needs a passkey",
    "mfa_trust": "is switched off",
    "mfa_view_recovery_codes": "asks for a fresh sign-in",
}
