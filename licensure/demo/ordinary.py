"""Ordinary profiles: what an American and a Dutch therapist of the demo hold unless a story says otherwise.

`seat` is her number in the house: it moves every day, school, employer and number, so that no two share a history.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from licensure.demo.numbers import big_number, invented_npi
from licensure.demo.profiles import Course, Degree, Insured, Licensed, Profile, Referee, Stint
from network.dates import ONE_DAY, plus_months

SCHOOLS = (
    "Larchmont Hollow University", "Tidewater College of Social Work", "University of the Lower Prairie",
    "Saint Alder School of Counseling", "Northfork State University", "Cedar Bluff Graduate Institute", "Wexley University",
)
CLINICS = (
    "Tidewater Clinic", "Heronsgate Family Services", "Low Bridge Counseling", "Kestrel House", "The Willow Practice",
    "Mossbank Community Health", "Ferry Street Associates", "Plumfield Center", "Hazel Lane Therapy", "Roundhill Hospital",
    "Copper Kettle Clinic",
)
PROGRAMS = ("Beacon Assist", "Oxbow Employee Care", "Millrace EAP", "Compass Rose Assistance", "Fairlead Support")
INSURERS = ("Lantern Mutual", "Cartwheel Indemnity", "Old Harbor Assurance", "Quill & Anchor Insurance")
REFEREES = ("Posy Elderbank", "Magnus Thimble", "Odette Farrow", "Silas Bramley", "Rowena Pipe", "Ivo Marigold", "Della Spindle")
SCHOLEN = ("Universiteit Waddenzee", "Hogeschool Zuiderlicht", "Universiteit van Hunzedal", "Hogeschool De Oversteek")
PRAKTIJKEN = ("Praktijk De Linde", "GGZ Noorderkroon", "Het Lichtpunt", "Maatschap Veldzicht", "Praktijk Tussen de Regels", "De Brug")
VERZEKERAARS = ("Polderwaarborg", "De Vuurtoren Verzekeringen", "Onderling Hunebed")
COLLEGAS = ("Aleida Klaproos", "Sjoerd Kanteel", "Wiebe Stormvogel", "Juultje Karwei", "Bente Spreeuw")

TITLES = {
    "US-IL:lcsw": ("social_worker", "149-{:06d}", "Master of Social Work"),
    "US-IL:lcpc": ("counselor", "180-{:06d}", "Master of Arts in Counseling"),
    "US-IL:lpc": ("counselor", "178-{:06d}", "Master of Arts in Counseling"),
    "US-IL:lmft": ("marriage_family_therapist", "166-{:06d}", "Master of Arts in Family Therapy"),
    "US-OH:lisw": ("social_worker", "I{:07d}", "Master of Social Work"),
    "US-OH:lpcc": ("counselor", "E{:07d}", "Master of Education in Counseling"),
    "US-TX:lpc": ("counselor", "{:05d}", "Master of Arts in Counseling"),
    "US-TX:lcsw": ("social_worker", "{:05d}", "Master of Social Work"),
    "US-CO:lcsw": ("social_worker", "CSW{:06d}", "Master of Social Work"),
    "US-CO:lpc": ("counselor", "LPC{:06d}", "Master of Arts in Counseling"),
    "NL:gz-psycholoog": ("psychologist", "", "Master Klinische psychologie"),
    "NL:psychotherapeut": ("psychotherapist", "", "Master Psychologie"),
    "NL:orthopedagoog-generalist": ("remedial_educationalist", "", "Master Orthopedagogiek"),
    "NL:psycholoog-nip": ("psychologist", "NIP {:05d}", "Master Psychologie"),
    "NL:counsellor-nvpa": ("counselor", "NVPA {:05d}", "Bachelor Social Work"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a story wants to differ from the ordinary; None keeps it. Days are days, amounts minor units."""

    title: str = "US-IL:lcsw"
    license_issued: date | None = None
    license_expires: date | None = None
    license_shown_name: str = ""
    license_shown_expiry: date | None = None
    more_licenses: tuple[Licensed, ...] = ()
    per_claim: int | None = None
    aggregate: int | None = None
    insurance_first: date | None = None
    insurance_last: date | None = None
    insurance_named: str = "self"
    insurance_shown: bool = True
    insurance_shown_name: str = ""
    insurance_shown_last: date | None = None
    degree_on: date | None = None
    degree_level: str = ""
    eap_years: int | None = None
    courses: tuple[Course, ...] | None = None
    referees: int = 2
    rating: int = 5
    gap_months: int = 0
    gap_explained: bool = True
    troubles: tuple = field(default=())
    runs: tuple = field(default=())
    conduct_on: date | None = None
    without: tuple[str, ...] = ()


def npi_of(seat: int) -> str:
    """Her NPI."""
    return invented_npi(seat)


def profession_of(title: str) -> str:
    """The profession a title belongs to."""
    return TITLES[title][0]


def ordinary(seat: int, on: date, wish: Wish = Wish()) -> Profile:
    """Her profile as she would write it on day `on`."""
    american = not wish.title.startswith("NL:")
    issued = wish.license_issued or plus_months(on, -12 * (6 + seat % 7)) - timedelta(days=11 * seat % 97)
    profile = Profile(
        licenses=(_license(seat, on, wish, issued), *wish.more_licenses),
        insurance=(_insured(seat, on, wish, american),),
        degrees=(_degree(seat, wish, issued, american),),
        courses=_courses(seat, on, wish, american),
        referees=_referees(seat, on, wish, american),
        stints=_stints(seat, on, wish, issued, american),
        troubles=wish.troubles,
        runs=wish.runs,
        conduct_on=None if american else wish.conduct_on or on - timedelta(days=20 + seat % 15),
    )
    return Profile(**{
        name: () if name in wish.without else getattr(profile, name) for name in profile.__dataclass_fields__
    })


def _license(seat, on, wish, issued):
    pattern = TITLES[wish.title][1]
    number = pattern.format(10_000 + seat * 137) if pattern else big_number(seat)
    expires = wish.license_expires or on + timedelta(days=400 + 13 * seat % 260)
    return Licensed(wish.title, number, issued, expires, wish.license_shown_name, wish.license_shown_expiry)


def _insured(seat, on, wish, american):
    first = wish.insurance_first or on - timedelta(days=60 + 7 * seat % 90)
    last = wish.insurance_last or plus_months(first, 12) - ONE_DAY
    usual = (100_000_000, 300_000_000) if american else (125_000_000, 250_000_000)
    insurers = INSURERS if american else VERZEKERAARS
    return Insured(
        number=f"{'LM' if american else 'PW'}-{4000 + seat * 31}-{first:%y}", first=first, last=last,
        per_claim=usual[0] if wish.per_claim is None else wish.per_claim,
        aggregate=usual[1] if wish.aggregate is None else wish.aggregate, currency="USD" if american else "EUR",
        issuer=insurers[seat % len(insurers)], named=wish.insurance_named, shown_name=wish.insurance_shown_name,
        shown_last=wish.insurance_shown_last, shown=wish.insurance_shown,
    )


def _degree(seat, wish, issued, american):
    schools = SCHOOLS if american else SCHOLEN
    level = wish.degree_level or ("bachelor" if wish.title == "NL:counsellor-nvpa" else "master")
    conferred = wish.degree_on or plus_months(issued, -28 - seat % 9)
    return Degree(level, TITLES[wish.title][2], schools[seat % len(schools)], conferred)


def _courses(seat, on, wish, american):
    if wish.courses is not None:
        return wish.courses
    if not american:
        return ()
    return (Course("eap_101", "EAP-101", "Institute for Employee Assistance", on - timedelta(days=500 + 17 * seat % 300)),)


def _referees(seat, on, wish, american):
    people = REFEREES if american else COLLEGAS
    return tuple(
        Referee(people[(seat + number) % len(people)], "peer" if number % 2 else "supervisor",
                on - timedelta(days=9 + number * 6 + seat % 11), wish.rating)
        for number in range(wish.referees)
    )


def _stints(seat, on, wish, issued, american):
    houses = CLINICS if american else PRAKTIJKEN
    first = min(plus_months(issued, 2), on)
    mine = houses[seat % len(houses)]
    years = 4 + seat % 3 if wish.eap_years is None else wish.eap_years
    found = [Stint(first, None, mine)]
    if wish.gap_months:
        ended = plus_months(on, -wish.gap_months - 14)
        again = plus_months(ended, wish.gap_months + 1)
        found = [Stint(first, ended, mine), Stint(again, None, houses[(seat + 3) % len(houses)])]
        if wish.gap_explained:
            found.append(Stint(plus_months(ended, 1), plus_months(again, -1), explanation="Parental leave, then a move."))
    if american and years:
        program = PROGRAMS[seat % len(PROGRAMS)]
        begun = plus_months(on, -12 * years - 1)
        ended = plus_months(on, -wish.gap_months - 14) if wish.gap_months else None
        found.append(Stint(begun, ended if ended and ended > begun else None, program, "EAP counselor", eap=True))
    return tuple(found)
