"""Rows for countries and provinces beyond the first ones, written by hand from domain 3.3 and the pages read, never from the packs."""

JURISDICTIONS = (
    "IE AT CH FR ES IT SE NO DK FI PT PL CA-QC CA-BC CA-AB CA-NB CA-NS CA-PE NZ ZA IN SG AE AE-DU AE-AZ BR MX JP "
    "GB-ENG GB-WLS GB-SCT GB-NIR "
).split()

# jurisdiction, title, practice level
TIERS = """
IE MIACP voluntary | IE Pre-accredited member IACP title_only | IE MIAHIP voluntary | IE Chartered psychologist PSI voluntary
IE Graduate member PSI title_only | IE Social worker independent
AT Psychotherapeutin independent | AT Psychotherapeut in Ausbildung unter Supervision supervised
AT Klinische Psychologin independent | AT Gesundheitspsychologe independent | AT Psychologin title_only
AT Lebens- und Sozialberater independent
CH Eidg. anerkannte Psychotherapeutin title_only | CH Berufsausübungsbewilligung independent | CH Psychologin title_only
CH Psychotherapeut:in in Weiterbildung unter Aufsicht supervised | CH Psychologe FSP voluntary | CH Berater SGfB voluntary
FR Psychologue independent | FR Psychothérapeute independent | FR ADELI title_only | FR Psychopraticien FF2P voluntary
ES PGS independent | ES PEPC independent | ES PIR provisional | ES Psicólogo colegiado title_only
ES Psicoterapeuta acreditado FEAP voluntary
IT Psicologo independent | IT Psicoterapeuta independent | IT Dottore in tecniche psicologiche (sezione B) supervised
SE Leg. psykolog independent | SE PTP provisional | SE Leg. psykoterapeut independent | SE Hälso- och sjukvårdskurator independent
NO Psykolog independent | NO Psykologspesialist independent | NO Psykolog med lisens provisional | NO MNFP voluntary
DK Autoriseret psykolog independent | DK Psykolog under supervision supervised | DK Psykolog title_only | DK MPF voluntary
FI Laillistettu psykologi independent | FI Psykoterapeutti independent | FI Psykologian opiskelija supervised
PT Psicólogo independent | PT Psicólogo estagiário provisional
PL Psycholog title_only | PL Psychoterapeuta z certyfikatem PTP voluntary | PL Psychoterapeuta z certyfikatem PTTPB voluntary
CA-QC Psychologue independent | CA-QC Psychothérapeute independent | CA-QC Doctorant en psychologie inscrit au registre supervised
CA-QC T.S. independent | CA-QC T.C.F. independent | CA-QC c.o. independent
CA-BC R.Psych. independent | CA-BC RSW independent | CA-BC Registered Social Worker (Provisional) provisional
CA-BC RCC voluntary | CA-BC CCC voluntary | CA-BC Temporary registrant independent
CA-AB R.Psych. independent | CA-AB Registered Provisional Psychologist provisional | CA-AB RSW independent
CA-AB Registered Social Worker (Provisional) provisional | CA-AB ACTA counselling therapist voluntary
CA-NB LCT independent | CA-NB LCT-C supervised | CA-NB L.Psych. independent | CA-NB Resident in psychology provisional
CA-NS RCT independent | CA-NS RCT-C supervised | CA-NS Retired Affiliate title_only | CA-NS SWC provisional
CA-NS Psychologist (Candidate Register) provisional
CA-PE CT independent | CA-PE Psychologist (provisional register) provisional | CA-PE RSW independent
NZ Psychologist independent | NZ Intern psychologist provisional | NZ Trainee psychologist provisional
NZ Non-practising psychologist title_only | NZ Psychotherapist independent | NZ Interim psychotherapist supervised
NZ Registered social worker independent | NZ Social worker, provisional registration provisional
NZ MNZAC voluntary | NZ Provisional member NZAC title_only
ZA PS independent | ZA PRC independent | ZA PSIN provisional | ZA Psychologist, supervised practice supervised
ZA PMT title_only | ZA Social worker independent
IN Clinical psychologist independent | IN Rehabilitation psychologist independent | IN Member of the Counselors Council of India voluntary
SG SRP voluntary | SG Registered counsellor voluntary | SG RSW voluntary
AE-DU DHA psychologist independent | AE-DU CDA counselor independent | AE-DU CDA counselling psychologist independent
AE-AZ DOH psychologist independent | AE-AZ DCD counselor independent
BR CRP independent | BR Psicólogo com inscrição provisória independent
MX Cédula profesional independent | MX Pasante provisional
JP 公認心理師 independent | JP 臨床心理士 voluntary | JP Industrial Counselor voluntary
GB-ENG Practitioner psychologist independent | GB-ENG MBACP voluntary | GB-SCT Scottish solicitor independent
GB-NIR Solicitor of Northern Ireland independent
"""

# where the words about the level were read: high is the regulator's or the law's own page, medium a copy or what follows from it
READ = """
IE:iacp-pre-accredited medium | IE:social-worker low | AT:psychotherapeut medium | AT:lebensberater low | CH:psychologe medium
CH:bewilligung medium | FR:psychologue medium | ES:pgs medium | ES:pepc low | IT:psicologo medium | SE:psykolog medium
NO:psykolog medium | NO:psykologspesialist low | DK:autoriseret-psykolog medium | DK:psykolog-supervision medium | FI:psykologi medium
PT:psicologo high | PL:psycholog low | CA-QC:psychologue medium | CA-QC:doctorant high | CA-QC:ts low | CA-BC:psychologist medium
CA-AB:psychologist low | CA-AB:rsw-provisional medium | CA-NB:lct medium | CA-NB:lct-c low | CA-NS:rct high | CA-NS:rct-c high
CA-PE:ct medium | NZ:psychologist medium | NZ:intern-psychologist medium | NZ:psychotherapist medium | NZ:social-worker medium
ZA:psychologist medium | ZA:psychologist-supervised low | IN:clinical-psychologist medium | SG:srp low | AE-DU:dha-psychologist low
BR:psicologo medium | MX:psicologo medium | JP:kouninshinrishi medium | SE:kurator medium | SE:psykoterapeut low
CA-BC:rsw medium | CA-BC:sw-temporary medium | NZ:trainee-psychologist low
"""
