"""The Dutch of the demo's papers and notes: what a Dutch therapist, her sources and her organization would have written."""

import re
from dataclasses import replace

from network.demo.papers import Paper

WORDS = {
    # sources and what they answer with
    "NPI registry (played)": "NPI-register (nagebootst)", "NPI record": "NPI-gegevens",
    "Former employers": "Eerdere opdrachtgevers", "Statement of employment": "Verklaring over het werk",
    "Practitioner data bank (played)": "Landelijke databank (nagebootst)", "Query result": "Uitkomst van de bevraging",
    "Former EAP employer": "Eerdere EAP-organisatie", "Statement of EAP work": "Verklaring over EAP-werk",
    "Identity document": "Identiteitsbewijs", "Certificate of conduct": "Verklaring Omtrent het Gedrag",
    "Registrar": "Studentenadministratie", "Confirmation of degree": "Bevestiging van het diploma",
    "Training institute": "Opleidingsinstituut", "Confirmation of training": "Bevestiging van de scholing",
    "Confirmation of a paper": "Bevestiging van een document",
    "Referee": "Referent", "Reference": "Referentie", "Supervision agreement": "Supervisieovereenkomst",
    "License look-up": "Raadpleging van het register", "Confirmation of coverage": "Bevestiging van dekking",
    "Screening": "Lijstcontrole", "Search of an exclusion list": "Controle op een uitsluitingslijst",
    # papers of her own
    "License certificate": "Bewijs van registratie",
    "Certificate of professional liability insurance": "Verzekeringsbewijs beroepsaansprakelijkheid", "Diploma": "Diploma",
    "Professional liability": "Beroepsaansprakelijkheid", "Malpractice claim": "Schadeclaim", "Therapist": "Therapeut",
    # what stands on them
    "Name": "Naam", "Title": "Titel", "Number": "Nummer", "Status": "Status", "Active": "Actief", "Expires": "Verloopt",
    "Discipline": "Maatregelen", "None on record": "Geen bekend", "As of": "Peildatum", "none": "niet", "About": "Over",
    "Issued": "Afgegeven", "Valid through": "Geldig t/m", "Insured": "Verzekerde", "Policy": "Polis",
    "Policy number": "Polisnummer", "In force through": "Van kracht t/m", "From": "Vanaf", "Through": "T/m",
    "Each claim": "Per aanspraak", "Aggregate": "Per verzekeringsjaar", "Conferred upon": "Uitgereikt aan",
    "Degree": "Opleiding", "On": "Op", "no end": "geen einddatum", "List": "Lijst", "Rows": "Regels",
    "Names searched": "Gezochte namen", "Candidates": "Mogelijke treffers",
    "This certificate is issued as a matter of information only. The limits shown are those of the policy in force on the "
    "days named above.": "Dit bewijs is alleen ter informatie. De bedragen zijn die van de polis op de dagen hierboven.",
    # notes of an organization
    "Our first policy.": "Ons eerste toelatingsbeleid.", "For approval.": "Ter goedkeuring.",
    "Read and approved.": "Gelezen en goedgekeurd.",
    "The therapist says that the renewal is at the board; the reviewer looks again next week.":
        "De therapeut zegt dat de verlenging bij het register ligt; de beoordelaar kijkt volgende week opnieuw.",
    "In which months did you work at your last practice but one? The letter of your employer does not say.":
        "In welke maanden werkte je bij je voorlaatste praktijk? De brief van je opdrachtgever zegt dat niet.",
    "From the first month I wrote through the last; my contract says so.":
        "Van de eerste maand die ik heb opgegeven tot en met de laatste; zo staat het in mijn contract.",
    "Everything I have said here is true and complete, and I will tell you when it changes.":
        "Alles wat ik hier heb opgegeven, is waar en volledig, en ik meld het als er iets verandert.",
}  # fmt: skip
FILES = {  # what somebody calls the file she sends
    "license": "registratie", "insurance": "verzekering", "degree": "diploma", "education": "opleiding", "reference": "referentie",
    "work_history": "werkervaring", "disclosures": "eigen-verklaring", "training": "scholing", "eap_experience": "eap-ervaring",
    "npi": "npi", "exclusion_list": "lijstcontrole", "supervision": "supervisie", "voluntary_register": "register",
    "paper": "document",
}  # fmt: skip
MONTHS = {"Mar": "mrt", "May": "mei", "Oct": "okt"}
DAY = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})\b")
AMOUNT = re.compile(r"€(\d[\d,]*)")


def in_language(text: str, language: str) -> str:
    """The text as somebody who writes in that language would have written it."""
    if language != "nl":
        return text
    text = DAY.sub(lambda day: f"{day[1]} {MONTHS.get(day[2], day[2].lower())} {day[3]}", text)
    text = AMOUNT.sub(lambda amount: f"€\u00a0{amount[1].replace(',', '.')}", text)
    return WORDS.get(text, text)


def file_name(kind: str, language: str) -> str:
    """The name of a file of that kind, without its ending."""
    return FILES.get(kind, kind) if language == "nl" else kind


def paper_in(paper: Paper, language: str) -> Paper:
    """The same paper in that language."""
    facts = tuple((in_language(label, language), in_language(value, language)) for label, value in paper.facts)
    issuer, title = in_language(paper.issuer, language), in_language(paper.title, language)
    return replace(paper, issuer=issuer, title=title, facts=facts, note=in_language(paper.note, language))
