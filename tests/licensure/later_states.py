"""Rows for the states from Montana to Wyoming, written by hand from the pages read, never from the packs."""

JURISDICTIONS = (
    "US-MT US-NE US-NV US-NH "
).split()

# jurisdiction, title, practice level
TIERS = """
US-MT LCPC independent | US-MT PCLC provisional | US-MT LCSW independent | US-MT LMSW supervised | US-MT LBSW supervised
US-MT SWLC provisional | US-MT LMFT independent | US-MT MFLC provisional | US-MT LAC independent | US-MT ACLC provisional
US-MT Psychologist independent | US-MT Psychologist, provisional license provisional | US-NE LIMHP independent
US-NE LMHP independent | US-NE PLMHP provisional | US-NE CPC title_only | US-NE CMSW title_only | US-NE CSW title_only
US-NE CMFT title_only | US-NE Psychologist, special license supervised | US-NE Psychological Assistant supervised
US-NE LADC independent | US-NE PLADC provisional | US-NV CPC independent | US-NV CPC-Intern provisional
US-NV LMFT independent | US-NV MFT-Intern provisional | US-NV LCSW independent | US-NV LISW title_only
US-NV LMSW supervised | US-NV LSW title_only | US-NV Psychological Trainee provisional | US-NV LCADC independent
US-NV CADC supervised | US-NH LCMHC independent | US-NH LICSW independent | US-NH LSW supervised | US-NH LSWA supervised
US-NH LMFT independent | US-NH Clinical Social Worker, conditional license provisional
US-NH Conditional LCMHC provisional | US-NH MLADC independent | US-NH LADC supervised | US-NH CRSW title_only
"""

# Whether the title lets its holder counsel alone: the same letters next door mean another level.
NEIGHBORS = """
US-MT:LCPC yes | US-MT:LCSW yes | US-MT:LMSW no | US-MT:PCLC no | US-NE:LIMHP yes | US-NE:PLMHP no | US-NV:LCSW yes
US-NV:CPC-Intern no | US-NH:LICSW yes | US-NH:Conditional LICSW no
"""

# The same for addiction services.
ADDICTION = """
US-MT:LAC yes | US-MT:ACLC no | US-NV:LADC yes | US-NV:CADC-I no | US-NH:MLADC yes | US-NH:LADC no
"""

# Titles that authorize nothing, supervised or not.
ALONE_NOTHING = """
US-NE:CPC | US-NE:CMSW | US-NV:LISW
"""

# How sure each level is: high only where the board's or the law's own page says it.
READ = """
US-MT:pclc high | US-MT:lcsw medium | US-MT:psychologist low | US-NE:limhp high | US-NE:plmhp high | US-NE:lmhp medium
US-NE:ladc low | US-NV:mft-intern high | US-NV:cpc-intern medium | US-NV:lmsw low | US-NH:licsw-conditional high
US-NH:ladc low
"""


def rows(text):
    """Each row without its blanks."""
    return [row.strip() for line in text.splitlines() if line.strip() for row in line.split("|")]
