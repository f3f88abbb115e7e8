"""Every screen that is photographed: one line per route, persona and state. A route in neither list fails the tests.

`Screen("queue", MAYA, HARBOR)` opens the route of that name as that person. A page whose address is not known beforehand
is reached as people do, by links: `start` is the route to open first, `links` are what to click from there.
`state` names what is to be seen: full, empty or error; `submit` presses the page's main button as it stands, after the
text of `file` was put into the page's file field; `then` presses a button of the page that came.
"""

from dataclasses import dataclass, field

NOBODY = ""
MAYA, TOM, INES, ODELL = "Maya Lindenwood", "Tom Wetherby", "Ines Calloway", "Odell Marsh"
ALDEN, FELIX, UNA = "Alden Birchwick", "Felix Nightlark", "Una Ledgerwood"
PRIYA, ROSA, WREN = "Priya Fenwick", "Rosa Quillfeather", "Wren Halloway"
HANNEKE, SIETSE = "Hanneke Lichtveld", "Sietse Wouda-Bark"
JUNIPER, COSMO, TILDA, MERLE = "Juniper Valebrook", "Cosmo Applegarth", "Tilda Marshlight", "Merle Oakhollow"
POPPY, FENNA = "Poppy Windermere", "Fenna Regenboog"
CRESSIDA, PHILIPPA = "Cressida Hollybrook", "Philippa Nettlecombe"
LEONORA = "Leonora Swiftwater"
SORREL, THEA = "Sorrel Ashdown", "Thea Merrow"


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
    file: str = ""
    then: str = ""
    status: int = 200

    @property
    def name(self) -> str:
        """A name for its files: route, person, state."""
        who = self.who.split()[0].lower() if self.who else "nobody"
        return f"{self.route}-{who}-{self.state}"


HARBOR = {"organization": "harbor"}
NOORDERLICHT = {"organization": "noorderlicht"}
SUMMIT = {"organization": "summit"}
MAIN_BUTTON = "main button.primary[type=submit]"
FIRST_ROW, SECOND_ROW = "main table.queue tbody th a", "main table.queue tbody tr:nth-child(2) th a"
TAB, ENDS = "main nav.tabs a:nth-child(%s)", "main a[href$='/%s/']"
IDENTITY = "main .checks a:has(b:text-matches('^Identi'))"  # Identity, Identiteit
LICENSE, EXTEND = "main .checks a:has-text('Licensed')", "main a[href*='/extensions/?check=']"
EVIDENCE = "main a[href$='/evidence/']"
VERIFY, DEFER = "main a.button.primary[href*='/verifications/']", "main button[value=defer]"
HELD_MEETING, MINUTES = "main section[aria-labelledby=held] a", "main a[href$='/minutes/']"
HELD = "?q=Benedict+Ravenhill"
TO_SIGN = "?q=Ansel+Harrowgate"
APPROVED = "?view=all&state=approved&q=Wren+Halloway"
LISTED = "main .tasks a"
DAY_BUTTON = "main form[action$='/demo/clock/'] button[type=submit]"
LINK = "main a[href*='/%s/']"
DRAFT, CARD = "main .tasks a[href*='/applications/']", "main .card a[href*='/applications/']"
ROSTER = """given_name,family_name,license_jurisdiction,license_title,license_number,decided_on,decided_by,document,due_on
Alma,Brightwater,US-OH,LISW,I.0000001,2026-02-03,Committee of Pier EAP,Minutes 7,2027-12-31
Bruno,Castellan,US-KY,LCSW,250001,2026-02-03,Committee of Pier EAP,Minutes 7,2027-12-31
"""
CORRECTED = "?kind=title&subject=US-TX:lpc&field=renewal_months"
SECTIONS = (
    "licenses", "supervision", "insurance", "malpractice", "loss-runs", "education", "training", "references", "registers", "history",
    "names",
)

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
    Screen("account_involved", INES),
    Screen("mfa_index", MAYA),
    Screen("mfa_list_webauthn", MAYA),
    Screen("account_email", MAYA, state="error", submit=MAIN_BUTTON),
    Screen("home", FELIX, state="empty"),
    # the demo's front door
    Screen("demo"),
    Screen("demo", state="error", submit=DAY_BUTTON),
    Screen("demo-mail"),
    Screen("demo-mail", query="?q=nobody-at-all", state="empty"),
    Screen("looks"),
    # colleagues, invitations, and who somebody is
    Screen("staff", ALDEN, HARBOR),
    Screen("staff", MAYA, HARBOR, state="error", status=403),
    Screen("staff", WREN, HARBOR, state="error", status=404),
    Screen("invite_colleague", ALDEN, HARBOR),
    Screen("invite_colleague", ALDEN, HARBOR, state="error", submit=MAIN_BUTTON),
    Screen("member", ALDEN, HARBOR, start="staff", links=("main table.queue tbody tr:nth-child(2) a",)),
    Screen("member", ALDEN, HARBOR, state="auditor", start="staff", links=("main a:has-text('Una Ledgerwood')",)),
    Screen("member", ALDEN, HARBOR, state="error", start="staff", links=("main table.queue tbody tr:nth-child(1) a",)),
    Screen("invite", MAYA, HARBOR),
    Screen("invite", HANNEKE, NOORDERLICHT, state="empty"),
    Screen("invite_therapist", MAYA, HARBOR),
    Screen("invite_therapist", MAYA, HARBOR, state="error", submit=MAIN_BUTTON),
    Screen("invitation", arguments={"token": "used-or-invented"}, state="error", status=404),
    Screen("claims", ALDEN, HARBOR),
    Screen("claim", ALDEN, HARBOR, start="claims", links=(LISTED,)),
    Screen("claim", MAYA, HARBOR, state="off", start="claims", links=(LISTED,)),
    Screen("claim", ALDEN, HARBOR, state="error", start="claims", links=(LISTED,), submit=MAIN_BUTTON),
    Screen("invite_owner", MAYA, HARBOR, start="invite", links=("main a[href*='/profiles/']",)),
    Screen("recoveries", ALDEN, HARBOR),
    Screen("recoveries", HANNEKE, NOORDERLICHT, state="empty"),
    Screen("recovery", MAYA, HARBOR, start="recoveries", links=(LISTED,)),
    Screen("recovery", ALDEN, HARBOR, state="off", start="recoveries", links=(LISTED,)),
    Screen("same_person_link", INES, HARBOR, start="same_person", links=(LISTED,)),
    Screen("same_person", INES, HARBOR),
    Screen("same_person", INES, HARBOR, state="error", submit=MAIN_BUTTON),
    # the staff's own: the queue, files in every state, checks, decisions
    Screen("queue", MAYA, HARBOR),
    Screen("queue", INES, HARBOR),
    Screen("queue", HANNEKE, NOORDERLICHT),
    Screen("queue", MAYA, HARBOR, state="empty", query="?q=nobody-at-all"),
    Screen("queue", ROSA, HARBOR, state="error", status=403),
    Screen("keep_view", MAYA, HARBOR, query="?view=open&waiting=source"),
    Screen("keep_view", TOM, HARBOR, state="error", query="?view=open&when=week", submit=MAIN_BUTTON),
    Screen("keep_view", HANNEKE, NOORDERLICHT, query="?view=open&flag=match"),
    Screen("saved_view", MAYA, HARBOR, start="queue", query="?view=open",
           links=("nav.views a[href*='view=saved-']", "form.filters a[href*='/views/']")),
    Screen("act_in_bulk", MAYA, HARBOR, query="?do=remind&all=1&view=open"),
    Screen("act_in_bulk", HANNEKE, NOORDERLICHT, query="?do=request&all=1&view=open"),
    Screen("act_in_bulk", MAYA, HARBOR, state="empty", query="?do=assign"),
    Screen("act_in_bulk", MAYA, HARBOR, state="error", query="?do=assign&all=1&view=checking", submit=MAIN_BUTTON),
    Screen("file", MAYA, HARBOR, start="queue", query="?view=checking", links=(FIRST_ROW,)),
    Screen("file", TOM, HARBOR, state="asked", start="queue", query="?view=therapist&state=checking", links=(FIRST_ROW,)),
    Screen("file", ODELL, HARBOR, state="ready", start="queue", query="?view=decision", links=(FIRST_ROW,)),
    Screen("file", HANNEKE, NOORDERLICHT, start="queue", query="?view=all&state=approved", links=(FIRST_ROW,)),
    Screen("file", MAYA, HARBOR, state="empty", start="queue", query="?view=drafts", links=(FIRST_ROW,)),
    Screen("file", MAYA, HARBOR, state="error", start="queue", query="?view=checking", links=(FIRST_ROW,), submit="#ask button"),
    Screen("file", TOM, HARBOR, state="seen", start="queue", query="?view=checking", links=(FIRST_ROW, IDENTITY)),
    Screen("file", SORREL, SUMMIT, state="met", start="queue", query="?view=all&q=Auberon+Peak", links=(FIRST_ROW, IDENTITY)),
    Screen("identity_code", WREN),
    Screen("file_timeline", MAYA, HARBOR, start="queue", query="?view=decided", links=(FIRST_ROW, TAB % 2)),
    Screen("file_documents", MAYA, HARBOR, start="queue", query="?view=decided", links=(FIRST_ROW, TAB % 3)),
    Screen("file_documents", MAYA, HARBOR, state="empty", start="queue", query="?view=drafts", links=(FIRST_ROW, TAB % 3)),
    Screen("file_evidence", UNA, HARBOR, start="audited_files", links=("main table tbody td a",)),
    Screen("verification", TOM, HARBOR, start="queue", query="?view=checking", links=(FIRST_ROW, VERIFY)),
    Screen("verification", TOM, HARBOR, state="error", start="queue", query="?view=checking", links=(FIRST_ROW, VERIFY),
           submit=MAIN_BUTTON),
    Screen("decision", INES, HARBOR, start="queue", query="?view=decision", links=(FIRST_ROW, TAB % 4)),
    Screen("decision", TOM, HARBOR, state="refused", start="queue", query="?view=decision", links=(FIRST_ROW, TAB % 4)),
    Screen("decision", INES, HARBOR, state="error", start="queue", query="?view=decision", links=(FIRST_ROW, TAB % 4), submit=DEFER),
    Screen("decision", MAYA, HARBOR, state="decided", start="queue", query="?view=decided&state=denied", links=(FIRST_ROW, TAB % 4)),
    Screen("decision", MAYA, HARBOR, state="early", start="queue", query="?view=new", links=(FIRST_ROW, TAB % 4)),
    Screen("vacate", INES, HARBOR, start="queue", query="?view=decided&state=approved", links=(FIRST_ROW, TAB % 4, ENDS % "vacate")),
    Screen("vacate", INES, HARBOR, state="error", start="queue", query="?view=decided&state=approved",
           links=(FIRST_ROW, TAB % 4, ENDS % "vacate"), submit="main form button[type=submit]"),
    Screen("alerts", MAYA, HARBOR),
    Screen("alerts", SIETSE, NOORDERLICHT, state="empty", query="?view=dismissed"),
    Screen("alert", TOM, HARBOR, start="alerts", links=(FIRST_ROW,)),
    Screen("alert", MAYA, HARBOR, state="error", start="alerts", links=(FIRST_ROW,),
           submit="main form[aria-labelledby=dismiss] button"),
    Screen("monitoring", MAYA, HARBOR),
    Screen("monitoring", HANNEKE, NOORDERLICHT),
    Screen("my_dates", WREN),
    Screen("my_sign_again", WREN, {"slug": "harbor"}, status=200),
    Screen("adverse_actions", MAYA, HARBOR),
    Screen("adverse_actions", SIETSE, NOORDERLICHT, state="empty"),
    Screen("adverse_action", INES, HARBOR, start="adverse_actions", links=(LISTED,)),
    Screen("adverse_action", INES, HARBOR, state="error", start="adverse_actions", links=(LISTED,), submit=MAIN_BUTTON),
    Screen("adverse_propose", MAYA, HARBOR, start="standing", query="?q=Wren+Halloway", links=(FIRST_ROW, LINK % "action")),
    Screen("adverse_propose", MAYA, HARBOR, state="error", start="standing", query="?q=Wren+Halloway",
           links=(FIRST_ROW, LINK % "action"), submit="main form button[type=submit]"),
    Screen("conditions", MAYA, HARBOR),
    Screen("conditions", SIETSE, NOORDERLICHT, state="empty"),
    Screen("condition", MAYA, HARBOR, start="conditions", links=(LISTED,)),
    Screen("condition", MAYA, HARBOR, state="error", start="conditions", links=(LISTED,), submit=MAIN_BUTTON),
    Screen("decision_terms", INES, HARBOR, start="queue", query=TO_SIGN, links=(FIRST_ROW, TAB % 4, ENDS % "terms")),
    Screen("decision_terms", INES, HARBOR, state="error", start="queue", query=TO_SIGN,
           links=(FIRST_ROW, TAB % 4, ENDS % "terms"), submit=MAIN_BUTTON),
    Screen("appeals", MAYA, HARBOR),
    Screen("appeals", SIETSE, NOORDERLICHT, state="empty"),
    Screen("appeal", MAYA, HARBOR, start="appeals", links=(LISTED,)),
    Screen("appeal", INES, HARBOR, state="off", start="appeals", links=(LISTED,)),
    Screen("appeal", INES, HARBOR, state="open", start="queue", query="?view=all&q=Cressida+Hollybrook",
           links=(FIRST_ROW, TAB % 4, LINK % "appeals")),
    Screen("appeal", MAYA, HARBOR, state="error", start="queue", query="?view=all&q=Cressida+Hollybrook",
           links=(FIRST_ROW, TAB % 4, LINK % "appeals"), submit=MAIN_BUTTON),
    Screen("review", MAYA, HARBOR, start="queue", query=APPROVED, links=(FIRST_ROW, TAB % 4, ENDS % "review")),
    Screen("review", MAYA, HARBOR, state="error", start="queue", query=APPROVED,
           links=(FIRST_ROW, TAB % 4, ENDS % "review"), submit="main form button[type=submit]"),
    Screen("registers", MAYA, HARBOR),
    Screen("registers", ROSA, HARBOR, state="error", status=403),
    Screen("board_files", MAYA, HARBOR, state="empty"),
    Screen("board_files", MAYA, HARBOR, state="error", query="?board=US-TX:bhec", submit=MAIN_BUTTON),
    Screen("jurisdictions", MAYA, HARBOR, query="?state=US-TX"),
    Screen("jurisdictions", ALDEN, HARBOR),
    Screen("jurisdictions", ROSA, HARBOR, state="error", status=403),
    Screen("jurisdiction", ALDEN, {**HARBOR, "code": "US-TX", "profession": "counselor"}),
    Screen("correct_reference", ALDEN, HARBOR, query=CORRECTED),
    Screen("extensions", MAYA, HARBOR),
    Screen("extensions", TOM, HARBOR, state="error", submit=MAIN_BUTTON),
    Screen("extensions", TOM, HARBOR, state="one", start="queue", query="?view=checking", links=(FIRST_ROW, LICENSE, EXTEND)),
    Screen("correct_reference", ALDEN, HARBOR, state="error", query=CORRECTED, submit=MAIN_BUTTON),
    Screen("look_up", TOM, HARBOR, state="off", start="registers", links=(LISTED,)),
    # list matches, standing, policies, the audit trail, a network that moves in
    Screen("matches", TOM, HARBOR),
    Screen("lists", MAYA, HARBOR),
    Screen("lists", MAYA, HARBOR, state="error", submit=MAIN_BUTTON),
    Screen("lists", ALDEN, HARBOR),
    Screen("lists", HANNEKE, NOORDERLICHT),
    Screen("lists", ROSA, HARBOR, state="error", status=403),
    Screen("file_screening", MAYA, HARBOR, start="queue", query="?view=decided", links=(FIRST_ROW, TAB % 5)),
    Screen("file_screening", MAYA, HARBOR, state="empty", start="queue", query="?view=drafts", links=(FIRST_ROW, TAB % 5)),
    Screen("matches", HANNEKE, NOORDERLICHT, state="empty", query="?view=confirmed"),
    Screen("match", TOM, HARBOR, start="matches", links=(FIRST_ROW,)),
    Screen("match", ODELL, HARBOR, state="refused", start="matches", links=(FIRST_ROW,)),
    Screen("match", TOM, HARBOR, state="error", start="matches", links=(SECOND_ROW,), submit="main button[value=leave_inconclusive]"),
    Screen("standing", MAYA, HARBOR),
    Screen("standing", ROSA, HARBOR),
    Screen("standing", MAYA, HARBOR, state="empty", query="?q=nobody-at-all"),
    Screen("standing_of", MAYA, HARBOR, start="standing", query="?q=Wren+Halloway", links=(FIRST_ROW,)),
    Screen("standing_of", MAYA, HARBOR, state="held", start="standing", query=HELD, links=(FIRST_ROW,)),
    Screen("standing_of", ROSA, HARBOR, start="standing", query="?q=Wren+Halloway", links=(FIRST_ROW,)),
    Screen("standing_of", HANNEKE, NOORDERLICHT, start="standing", links=(FIRST_ROW,)),
    Screen("hold", MAYA, HARBOR, start="standing", query=HELD, links=(FIRST_ROW, "main a[href$='?do=correct']")),
    Screen("hold", MAYA, HARBOR, state="error", start="standing", query=HELD, links=(FIRST_ROW, "main a[href$='?do=void']"),
           submit="main form button[type=submit]"),
    Screen("notice", MAYA, HARBOR, start="standing", query="?q=Wren+Halloway", links=(FIRST_ROW, ENDS % "notice")),
    Screen("notice", MAYA, HARBOR, state="error", start="standing", query="?q=Wren+Halloway", links=(FIRST_ROW, ENDS % "notice"),
           submit="main form button[type=submit]"),
    Screen("kept", MAYA, HARBOR),
    Screen("keeping", MAYA, HARBOR, start="standing", query="?q=Wren+Halloway", links=(FIRST_ROW, LINK % "record")),
    Screen("keeping", MAYA, HARBOR, state="error", start="standing", query="?q=Wren+Halloway", links=(FIRST_ROW, LINK % "record"),
           submit="main form[action$='/place/'] button[type=submit]"),
    Screen("undelivered", MAYA, HARBOR),
    Screen("letter_texts", MAYA, HARBOR, query="?kind=denial&language=en"),
    Screen("letter_texts", HANNEKE, NOORDERLICHT, state="empty"),
    Screen("letter_texts", MAYA, HARBOR, state="other", query="?kind=receipt&language=nl"),
    Screen("undelivered", HANNEKE, NOORDERLICHT, state="empty"),
    Screen("my_data", WREN),
    # the committee: a meeting to come, one that was held and signed
    Screen("committee", MAYA, HARBOR),
    Screen("committee", INES, HARBOR, state="member"),
    Screen("committee", HANNEKE, NOORDERLICHT, state="empty"),
    Screen("committee", MAYA, HARBOR, state="error", submit=MAIN_BUTTON),
    Screen("clean_list", INES, HARBOR),
    Screen("clean_list", SIETSE, NOORDERLICHT, state="other"),
    Screen("meeting", ODELL, HARBOR, start="committee", links=(LISTED,)),
    Screen("meeting", ODELL, HARBOR, state="signed", start="committee", links=(HELD_MEETING,)),
    Screen("minutes", TOM, HARBOR, start="committee", links=(HELD_MEETING, MINUTES)),
    Screen("agenda_item", THEA, HARBOR, start="committee", links=(LISTED, LISTED)),
    Screen("item_terms", THEA, HARBOR, start="committee", links=(LISTED, LISTED, ENDS % "terms")),
    Screen("item_terms", THEA, HARBOR, state="error", start="committee", links=(LISTED, LISTED, ENDS % "terms"), submit=MAIN_BUTTON),
    Screen("agenda_item", ODELL, HARBOR, state="decided", start="committee", links=(HELD_MEETING, LISTED)),
    Screen("policies", MAYA, HARBOR),
    Screen("policies", ODELL, HARBOR, state="refused"),
    Screen("policies", MAYA, HARBOR, state="error", submit=MAIN_BUTTON),
    Screen("policy_bring", MAYA, HARBOR),
    Screen("policy_bring", MAYA, HARBOR, state="error", submit=MAIN_BUTTON),
    Screen("policy_document", MAYA, {**HARBOR, "version": 1}),
    Screen("policy_document", HANNEKE, {**NOORDERLICHT, "version": 1}),
    Screen("policy", INES, HARBOR, start="policies", links=(FIRST_ROW,)),
    Screen("policy", MAYA, {**HARBOR, "version": 1}),
    Screen("policy", HANNEKE, {**NOORDERLICHT, "version": 1}),
    Screen("policy_comparison", INES, {**HARBOR, "version": 4}),
    Screen("policy_comparison", HANNEKE, {**NOORDERLICHT, "version": 1}, query="?beside=preset:EASNA-high"),
    Screen("policy_preview", MAYA, {**HARBOR, "version": 4}),
    Screen("policy_preview", MAYA, {**HARBOR, "version": 1}, state="closed"),
    Screen("policy_rule", MAYA, {**HARBOR, "version": 6, "criterion": "insurance_per_claim"}),
    Screen("policy_rule", MAYA, {**HARBOR, "version": 6, "criterion": "disclosures"}, state="table"),
    Screen("policy_rule", MAYA, {**HARBOR, "version": 1, "criterion": "insurance_per_claim"}, state="closed"),
    Screen("policy_rule", MAYA, {**HARBOR, "version": 6, "criterion": "license_in_force"}, state="error", submit="main button[name=drop]"),
    Screen("audit", MAYA, HARBOR),
    Screen("audit", MAYA, HARBOR, state="refused", query="?view=refused"),
    Screen("audit", MAYA, HARBOR, state="empty", query="?about=nothing-at-all"),
    Screen("numbers", MAYA, HARBOR),
    Screen("number", INES, {**HARBOR, "topic": "time"}),
    Screen("number", SIETSE, {**NOORDERLICHT, "topic": "committee"}, state="empty"),
    Screen("audited_files", UNA, HARBOR),
    Screen("audited_files", UNA, HARBOR, state="empty", query="?q=nobody"),
    Screen("samples", UNA, HARBOR),
    Screen("samples", UNA, HARBOR, state="error", submit="main form button[type=submit]"),
    Screen("record_network", MAYA, HARBOR),
    Screen("record_network", MAYA, HARBOR, state="error", submit=MAIN_BUTTON),
    Screen("record_network", MAYA, HARBOR, state="preview", file=ROSTER, submit=MAIN_BUTTON),
    Screen("record_network", MAYA, HARBOR, state="faults", file=ROSTER.replace("US-KY", "US-ZZ"), submit=MAIN_BUTTON),
    # a therapist's own pages: a draft (Juniper, Cosmo), sent in (Tilda), asked something (Merle, Fenna), in the network (Wren)
    Screen("me", WREN),
    Screen("me", JUNIPER),
    Screen("me", MERLE),
    Screen("me", FENNA),
    Screen("apply", WREN),
    Screen("apply", JUNIPER),
    Screen("my_profile", WREN),
    Screen("my_profile", JUNIPER),
    Screen("my_moves", WREN),
    Screen("my_moves", WREN, state="error", submit=MAIN_BUTTON),
    Screen("my_organizations", WREN),
    Screen("my_letters", WREN),
    Screen("my_letters", JUNIPER, state="empty"),
    Screen("my_application", JUNIPER, start="me", links=(DRAFT,)),
    Screen("my_application", TILDA, start="me", links=(CARD,)),
    Screen("my_application", MERLE, start="me", links=(CARD,)),
    Screen("my_changes", LEONORA, start="me", links=(DRAFT,)),
    Screen("my_rights", COSMO, start="me", links=(DRAFT, LINK % "rights")),
    Screen("my_where", COSMO, start="me", links=(DRAFT, LINK % "where")),
    Screen("my_sharing", COSMO, start="me", links=(DRAFT, LINK % "sharing")),
    Screen("my_sharing", JUNIPER, start="me", links=(DRAFT, LINK % "sharing")),
    Screen("my_check", COSMO, start="me", links=(DRAFT, LINK % "check")),
    Screen("my_signature", COSMO, start="me", links=(DRAFT, LINK % "check", LINK % "signature")),
    Screen("my_signature", COSMO, state="error", start="me", links=(DRAFT, LINK % "check", LINK % "signature"), submit=MAIN_BUTTON),
    Screen("my_appeal", CRESSIDA, start="me", links=(DRAFT, LINK % "appeals")),
    Screen("my_appeal", CRESSIDA, state="error", start="me", links=(DRAFT, LINK % "appeals"), submit=MAIN_BUTTON),
    Screen("my_appeal", PHILIPPA, state="sent", start="me", links=(DRAFT, LINK % "appeals")),
    Screen("my_appeal_withdrawal", PHILIPPA, start="me", links=(DRAFT, LINK % "appeals", LINK % "withdrawal")),
    Screen("my_withdrawal", COSMO, start="me", links=(DRAFT, LINK % "withdrawal")),
    Screen("my_questions", COSMO, start="me", links=(DRAFT, LINK % "questions")),
    Screen("my_questions", FENNA, arguments={"key": "nl-2026-1"}),
    Screen("my_questions", JUNIPER, arguments={"key": "us-2026-1"}, state="error", submit=MAIN_BUTTON),
    Screen("my_request", MERLE, start="me", links=(LINK % "requests",)),
    Screen("my_request", MERLE, state="error", start="me", links=(LINK % "requests",), submit=MAIN_BUTTON),
    Screen("my_terms", WREN, arguments={"slug": "harbor"}),
    Screen("my_terms", POPPY, arguments={"slug": "harbor"}),
    *(Screen("my_items", WREN, arguments={"section": section}, state=section) for section in SECTIONS),
    Screen("my_items", JUNIPER, arguments={"section": "insurance"}, state="empty"),
    Screen("my_items", JUNIPER, start="me", links=(DRAFT, LINK % "insurance")),
    *(Screen("my_item_add", WREN, arguments={"section": section}, state=section) for section in SECTIONS),
    Screen("my_item_add", WREN, arguments={"section": "licenses"}, state="error", submit=MAIN_BUTTON),
    Screen("my_item_add", WREN, arguments={"section": "history"}, state="months-error", submit=MAIN_BUTTON),
    Screen("my_item", WREN, start="my_items", arguments={"section": "insurance"}, links=("main .tasks a",)),
    Screen("my_item_removal", WREN, start="my_items", arguments={"section": "insurance"}, links=("main .tasks a", LINK % "removal")),
    # last, for it adds two therapists to the demo, and the second time finds them there
    Screen("record_network", MAYA, HARBOR, state="result", file=ROSTER, submit=MAIN_BUTTON, then=MAIN_BUTTON),
)

EXCLUDED: dict[str, str] = {
    "acted_in_bulk": "opens after something was asked for many files; a test walks it",
    "sample": "opens after a sample was drawn; a test walks it",
    "sample_worksheet": "is a file for a spreadsheet",
    "number_csv": "is a file for a spreadsheet",
    "sample_evidence": "takes a post only",
    "undelivered_one": "takes a post only",
    "monitoring_csv": "is a file for a spreadsheet",
    "begin_checks": "takes a post only",
    "roster_csv": "is a file for a spreadsheet",
    "roster_xlsx": "is a file for a spreadsheet",
    "keep": "takes a post only",
    "refer": "takes a post only",
    "assess": "takes a post only",
    "assign": "takes a post only",
    "verification_confirm": "takes a post only",
    "verification_seen": "takes a post only",
    "verification_meeting": "takes a post only",
    "verification_referee": "takes a post only",
    "referee": "needs the link of a mail; a test walks it",
    "verification_joined": "takes a post only",
    "claim_meeting": "is linked where a policy asks to meet therapists; a test walks it",
    "board_file": "opens after a board's file was brought; a test walks it",
    "verification_differs": "takes a post only",
    "verification_return": "takes a post only",
    "verification_note": "takes a post only",
    "request_information": "takes a post only",
    "close_request": "takes a post only",
    "open_hold": "takes a post only",
    "policy_draft": "takes a post only",
    "policy_file": "is a file",
    "policy_pdf": "is a file",
    "policy_day": "takes a post only",
    "policy_clocks": "takes a post only",
    "policy_rollout": "takes a post only",
    "policy_panel": "takes a post only",
    "policy_choose_panel_rule": "sends on to the rule's form",
    "policy_panel_rule": "opens once a panel was named, and is drawn as any rule; a test walks it",
    "policy_committee": "takes a post only",
    "packet": "is a file",
    "policy_sending": "takes a post only",
    "policy_approval": "takes a post only",
    "policy_preview_csv": "is a file",
    "policy_choose_rule": "sends on to the rule's form",
    "find": "sends on to a file or a list",
    "staff-document": "sends on to a short link",
    "document-file": "is a file",
    "staff-document-page": "is a picture",
    "own-document-page": "is a picture",
    "own-document": "sends a therapist on to a short link",
    "demo_sign_in": "takes a post only",
    "demo_clock": "takes a post only; the state before and after is the demo's front page",
    "end_sessions": "takes a post only",
    "member_audit": "takes a post only",
    "member_roles": "takes a post only",
    "member_end": "takes a post only",
    "staff_invitation": "takes a post only",
    "therapist_invitation": "takes a post only",
    "new_address": "needs the link of a mail; a test walks it",
    "account_recovery": "stands between the two steps of a sign-in; a test walks it",
    "preferences": "takes a post only",
    "health": "is for machines",
    "account_confirm_email": "addresses are proved by the invitation",
    "account_confirm_login_code": "signing in by a mailed code is switched off",
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
    "mfa_view_recovery_codes": "asks for a fresh sign-in",
}
