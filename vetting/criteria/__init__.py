"""The registry of criteria, in the order files are read. A new criterion is one function, its tests and one line here."""

from vetting.criteria import (
    authority,
    concerns,
    conduct,
    eligibility,
    experience,
    history,
    insurance,
    licenses,
    papers,
    records,
    score,
    screening,
)
from vetting.findings import Criterion

FAMILIES = (eligibility, licenses, authority, experience, insurance, screening, records, papers, history, conduct, concerns, score)
CRITERIA: dict[str, Criterion] = {criterion.key: criterion for family in FAMILIES for criterion in family.CRITERIA}
