"""Rows for the states from Montana to Wyoming, written by hand from the pages read, never from the packs."""

JURISDICTIONS = (
    "US-MT US-NE US-NV US-NH US-NJ US-NM US-NC US-ND US-OK US-OR US-PA US-RI US-SC US-SD US-TN US-UT US-VT US-VA "
    "US-WA US-WV US-WI US-WY US-DC "
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
US-NJ LPC independent | US-NJ LAC supervised | US-NJ LCSW independent | US-NJ LSW supervised | US-NJ CSW title_only
US-NJ LMFT independent | US-NJ LAMFT supervised | US-NJ LRC title_only | US-NJ LCADC independent | US-NJ CADC supervised
US-NM LPCC independent | US-NM LMHC supervised | US-NM LMFT independent | US-NM LAMFT supervised | US-NM LCSW independent
US-NM LISW title_only | US-NM LMSW supervised | US-NM LBSW supervised | US-NM Psychologist Associate supervised
US-NM LADAC independent | US-NM LSAA supervised | US-NC LCMHC independent | US-NC LCMHCS independent
US-NC LCMHCA supervised | US-NC LCSW independent | US-NC LCSWA supervised | US-NC CMSW title_only | US-NC CSW title_only
US-NC LMFT independent | US-NC LMFTA supervised | US-NC LP independent | US-NC LPA supervised | US-NC LCAS independent
US-NC LCAS-A supervised | US-NC CADC supervised | US-ND LPCC independent | US-ND LPC independent | US-ND LAPC supervised
US-ND LCSW independent | US-ND LMSW supervised | US-ND LBSW supervised | US-ND LICSW independent
US-ND Licensed Certified Social Worker supervised | US-ND LAMFT supervised
US-ND Industrial-Organizational Psychologist title_only | US-ND LAC supervised | US-ND LAC private practice independent
US-OK LPC independent | US-OK LPC-Candidate provisional | US-OK LBP independent | US-OK LCSW independent
US-OK LMSW supervised | US-OK LSW title_only | US-OK LSW-ADM title_only | US-OK LSWA supervised | US-OK LMFT independent
US-OK LMFT-Candidate provisional | US-OK LADC independent | US-OK LADC/MH independent | US-OK CADC supervised
US-OR LPC independent | US-OR PCA provisional | US-OR LMFT independent | US-OR MFTA provisional | US-OR LCSW independent
US-OR CSWA supervised | US-OR LMSW title_only | US-OR RBSW title_only | US-OR Psychologist Resident provisional
US-OR Psychologist Associate supervised | US-OR Psychologist Associate Resident provisional | US-PA LPC independent
US-PA LAPC supervised | US-PA LCSW independent | US-PA LSW supervised | US-PA LBSW title_only | US-PA LMFT independent
US-PA LAMFT supervised | US-PA Psychologist independent | US-RI LCMHC independent | US-RI LCMHC-A supervised
US-RI LICSW independent | US-RI LCSW supervised | US-RI LMFT independent | US-RI LMFT-A supervised
US-RI Psychologist, temporary permit provisional | US-RI LCDP supervised | US-RI LCDCS independent | US-SC LPC independent
US-SC LPC-A supervised | US-SC LISW-CP independent | US-SC LISW-AP title_only | US-SC LMSW supervised
US-SC LBSW supervised | US-SC LMFT independent | US-SC LMFT-A supervised | US-SC LAC independent | US-SC LAC-A supervised
US-SD LPC independent | US-SD LPC-MH independent | US-SD CSW-PIP independent | US-SD CSW supervised | US-SD SW supervised
US-SD SWA supervised | US-SD LMFT independent | US-SD LAC independent | US-SD CAC supervised | US-SD ACT provisional
US-TN LPC-MHSP independent | US-TN LPC independent | US-TN LCSW independent | US-TN LAPSW supervised
US-TN LMSW supervised | US-TN LPC-MHSP temporary provisional | US-TN LMFT independent | US-TN HSP independent
US-TN Psychologist title_only | US-TN Psychologist, provisional license provisional | US-TN SPE independent
US-TN Psychological Examiner supervised | US-TN Certified Psychological Assistant supervised | US-TN LADAC II independent
US-TN LADAC I supervised | US-UT CMHC independent | US-UT ACMHC supervised | US-UT LCSW independent | US-UT CSW supervised
US-UT SSW title_only | US-UT LMFT independent | US-UT AMFT supervised | US-UT Certified Psychology Resident provisional
US-UT MAC independent | US-UT AMAC supervised | US-UT ASUDC supervised | US-UT SUDC supervised | US-VT LCMHC independent
US-VT LICSW independent | US-VT LMSW title_only | US-VT LMFT independent | US-VT Psychologist-Master independent
US-VT Psychologist independent | US-VT Rostered psychotherapist provisional | US-VT LADC independent
US-VT CADC supervised | US-VT AAP provisional | US-VA LPC independent | US-VA Resident in Counseling provisional
US-VA LCSW independent | US-VA LMSW supervised | US-VA Supervisee in Social Work provisional | US-VA LMFT independent
US-VA Resident in Marriage and Family Therapy provisional | US-VA LCP independent | US-VA Applied Psychologist title_only
US-VA Resident in Psychology provisional | US-VA LSATP independent | US-VA CSAC supervised | US-VA CSAC-A supervised
US-WA LMHC independent | US-WA LMHCA supervised | US-WA LICSW independent | US-WA LSWAIC supervised
US-WA LSWAA supervised | US-WA LASW supervised | US-WA LMFT independent | US-WA LMFTA supervised | US-WA AAC supervised
US-WA LAAC supervised | US-WA Certified Adviser supervised | US-WA SUDP independent | US-WA SUDPT provisional
US-WV LPC independent | US-WV PLPC provisional | US-WV LICSW independent | US-WV LCSW supervised | US-WV LGSW supervised
US-WV LSW supervised | US-WV LMFT independent | US-WV PLMFT provisional | US-WV Supervised Psychologist provisional
US-WI LPC independent | US-WI LPC-IT provisional | US-WI LCSW independent | US-WI ISW supervised | US-WI APSW supervised
US-WI CSW supervised | US-WI LMFT independent | US-WI LMFT-IT provisional | US-WI CSAC supervised
US-WI SAC-IT provisional | US-WY LPC independent | US-WY PPC provisional | US-WY LCSW independent | US-WY PCSW provisional
US-WY CSW supervised | US-WY LMFT independent | US-WY PMFT provisional | US-WY LAT independent | US-WY PAT provisional
US-WY CAP supervised | US-DC LPC independent | US-DC LGPC supervised | US-DC LICSW independent | US-DC LISW title_only
US-DC LGSW supervised | US-DC LSWA supervised | US-DC LMFT independent | US-DC Psychology Associate supervised
US-DC CAC I supervised
US-NJ Permit holder provisional | US-NJ Psychologist, one-year unsupervised permit independent
US-VA Psychological Practitioner supervised | US-WV Social Worker, provisional license provisional
"""

# Whether the title lets its holder counsel alone: the same letters next door mean another level.
NEIGHBORS = """
US-MT:LCPC yes | US-MT:LCSW yes | US-MT:LMSW no | US-MT:PCLC no | US-NE:LIMHP yes | US-NE:PLMHP no | US-NV:LCSW yes
US-NV:CPC-Intern no | US-NH:LICSW yes | US-NH:Conditional LICSW no | US-NJ:LPC yes | US-NJ:LAC no | US-NJ:LSW no
US-NM:LPCC yes | US-NM:LMHC no | US-NM:LMSW no | US-NC:LCMHC yes | US-NC:LCMHCA no | US-NC:LCSWA no | US-NC:LPA no
US-ND:LCSW yes | US-ND:LMSW no | US-ND:LAPC no | US-OK:LPC yes | US-OK:LPC-Candidate no | US-OR:LCSW yes | US-OR:CSWA no
US-OR:PCA no | US-PA:LPC yes | US-PA:LAPC no | US-PA:LAMFT no | US-RI:LICSW yes | US-RI:LCSW no | US-SC:LISW-CP yes
US-SC:LMSW no | US-SC:LPC-A no | US-SD:CSW-PIP yes | US-SD:CSW no | US-TN:LCSW yes | US-TN:LAPSW no | US-TN:HSP yes
US-UT:LCSW yes | US-UT:CSW no | US-VT:LICSW yes | US-VT:Psychologist-Master yes | US-VA:LPC yes
US-VA:Resident in Counseling no | US-VA:Supervisee in Social Work no | US-WA:LMHC yes | US-WA:LMHCA no | US-WA:LSWAIC no
US-WA:AAC no | US-WV:LICSW yes | US-WV:LCSW no | US-WV:LGSW no | US-WI:LCSW yes | US-WI:ISW no | US-WI:APSW no
US-WY:LPC yes | US-WY:PPC no | US-WY:CSW no | US-DC:LICSW yes | US-DC:LGSW no | US-DC:LGPC no
US-NJ:Permit holder no | US-VA:Psychological Practitioner no | US-SC:LMFT-A no | US-WV:Provisional Social Worker no
"""

# The same for addiction services.
ADDICTION = """
US-MT:LAC yes | US-MT:ACLC no | US-NV:LADC yes | US-NV:CADC-I no | US-NH:MLADC yes | US-NH:LADC no | US-NJ:CADC no
US-NM:LADAC yes | US-NM:LSAA no | US-NC:CADC no | US-ND:LAC no | US-ND:LAC private practice yes | US-OK:LADC yes | US-OK:CADC no
US-OK:LADC-Candidate no | US-SC:LAC-A no | US-SD:ACT no | US-UT:MAC yes | US-UT:SUDC no | US-VA:LSATP yes | US-VA:CSAC no
US-WA:SUDPT no | US-WY:LAT yes | US-WY:CAP no | US-DC:CAC I no
"""

# Titles that authorize nothing, supervised or not.
ALONE_NOTHING = """
US-NE:CPC | US-NE:CMSW | US-NV:LISW | US-NJ:CSW | US-NM:LISW | US-NC:CMSW | US-NC:CSWM | US-OR:LMSW | US-OR:RBSW
US-SC:LISW-AP | US-TN:Psychologist | US-UT:SSW | US-VT:LMSW | US-VA:Applied Psychologist | US-DC:LISW
"""

# How sure each level is: high only where the board's or the law's own page says it.
READ = """
US-MT:pclc medium | US-MT:lcsw medium | US-MT:psychologist low | US-NE:limhp high | US-NE:plmhp high | US-NE:lmhp medium
US-NE:ladc low | US-NV:mft-intern high | US-NV:cpc-intern medium | US-NV:lmsw low | US-NH:licsw-conditional high
US-NH:ladc low | US-NJ:lac medium | US-NJ:lcadc medium | US-NM:lpcc high | US-NM:lmft high | US-NM:lsaa high | US-NM:lmsw medium
US-NM:psychologist-associate high | US-NC:lcswa high | US-NC:lcmhca high | US-NC:cadc high | US-NC:lcas medium
US-ND:lcsw high | US-ND:lmsw medium | US-ND:lapc medium | US-OK:cadc medium | US-OK:lcsw low | US-OR:pca high
US-OR:lmsw medium | US-OR:lcsw medium | US-PA:lapc high | US-PA:lpc high | US-PA:lsw low | US-RI:lcsw medium
US-RI:lcdp low | US-SC:lpc-associate high | US-SC:lmsw high | US-SC:lbsw low | US-SD:csw-pip high | US-SD:lpc medium
US-TN:lcsw medium | US-TN:lmft low | US-UT:csw medium | US-UT:psychologist low | US-VT:licsw high | US-VT:lmsw medium
US-VT:cadc low | US-VA:resident-mft high | US-VA:csac medium | US-VA:lmsw low | US-WA:lmhca medium | US-WA:raac medium
US-WA:lmhc medium | US-WA:lasw low | US-WV:lpc-provisional high | US-WV:licsw medium | US-WV:lcsw low | US-WI:lpc-it medium
US-WI:isw medium | US-WI:csac low | US-WY:ppc medium | US-WY:csw medium | US-WY:lcsw medium | US-DC:lswa high
US-DC:lisw medium | US-DC:lgsw high | US-DC:cac-ii high
US-NJ:psychologist-permit medium | US-SC:lmft-associate medium | US-VA:lcp medium | US-VA:psychological-practitioner medium
US-WV:sw-provisional medium
"""


def rows(text):
    """Each row without its blanks."""
    return [row.strip() for line in text.splitlines() if line.strip() for row in line.split("|")]
