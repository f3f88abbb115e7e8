"""The terms the demo's organizations publish, by language: a rule on each line."""

REFERRAL = {
    "en": """You accept or decline each referral within the time it names. Declining has no consequence.
You offer the client a first appointment within two working days of accepting.
You practice only where and for what you are approved, and within your license.
You keep your licenses and your liability insurance in force, and report any change within five days.
You keep what clients tell you confidential, also from their employer and from us, unless the law says otherwise.
Either side may end these terms with 30 days' notice. Running clients are seen to the end of their sessions.""",
    "nl": """Je neemt elke verwijzing aan of wijst haar af binnen de tijd die erbij staat. Afwijzen heeft geen gevolgen.
Je biedt de cliënt binnen twee werkdagen na het aannemen een eerste afspraak aan.
Je werkt alleen waar en waarvoor je bent toegelaten, en binnen je registratie.
Je houdt je registraties en je aansprakelijkheidsverzekering in stand en meldt elke wijziging binnen vijf dagen.
Wat cliënten je vertellen blijft vertrouwelijk, ook voor hun werkgever en voor ons, tenzij de wet iets anders zegt.
Beide partijen kunnen met een opzegtermijn van 30 dagen stoppen. Lopende cliënten maken hun sessies af.""",
}
PAYMENT = {
    "en": """Sessions are paid at the rate in force on the day of the session, within the number that was authorized.
You report each session within 60 days. You do not charge the client anything for it.
We write the invoice for you, in your name and under your own number series; you agree to that and send no other invoice.
We pay within 30 days after you sent a line, and say why when something is held.
Sessions on days on which you were not in good standing are not paid, until the missing evidence shows that you were.
What was paid in error is settled with later payments, after notice.
You take care of your own taxes. You are not an employee.""",
    "nl": """Sessies worden betaald tegen het tarief van de dag van de sessie, binnen het aantal dat is toegekend.
Je meldt elke sessie binnen 60 dagen. Je brengt de cliënt er niets voor in rekening.
Wij maken de factuur namens jou, op jouw naam en in jouw eigen nummerreeks; je gaat daarmee akkoord en stuurt zelf geen factuur.
We betalen binnen 30 dagen nadat je een regel hebt ingediend, en zeggen waarom als iets wordt vastgehouden.
Sessies op dagen waarop je niet aan de voorwaarden voldeed worden niet betaald, tot het ontbrekende bewijs laat zien dat het wel zo was.
Wat te veel is betaald, wordt na aankondiging met latere betalingen verrekend.
Je zorgt zelf voor je belastingen. Je bent niet in loondienst.""",
}
