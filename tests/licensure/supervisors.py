"""Who may supervise whom, written by hand from the boards' words that the packs quote, never from the packs' requirements."""

# title: whoever may supervise it, in the same state; one of them is enough
WHO = """
US-AR:LAC: LPC | US-AR:LAMFT: LMFT | US-AR:Psychologist, provisional license: PSY | US-NY:LMSW: LCSW, PSY, MD
US-OH:LPC: LPCC, LPCC-S, PSY, IMFT, IMFT-S, LISW, LISW-S, MD | US-MN:LISW: LICSW | US-MN:LGSW: LICSW | US-MN:LAMFT: LMFT
US-FL:Provisional Psychologist: PSY | US-DC:LGSW: LICSW | US-DC:Psychology Associate: PSY | US-MD:LCSW: LCSW-C
US-NC:LCSWA: LCSW | US-MS:P-LPC: LPC | US-NM:Psychologist Associate: PSY, MD | US-TX:LPA: LP | US-KY:CSW: LCSW | US-UT:CSW: LCSW
US-WA:SUDPT: SUDP
"""
ROWS = [row.strip().rsplit(": ", 1) for line in WHO.strip().splitlines() for row in line.split(" | ")]
MAY_SUPERVISE = {title: tuple(names.split(", ")) for title, names in ROWS}


def supervisors_of(text: str) -> tuple[str, ...]:
    """One who may supervise "US-AR:LAC", written the same way; none where no pack says who may."""
    place = text.split(":")[0]
    return tuple(f"{place}:{name}" for name in MAY_SUPERVISE.get(text, ())[:1])
