"""Rosters as boards publish them as files, from the published columns alone. Invented people."""

from tests.licensure.boards import PEOPLE

TEXAS = {
    "LIC_TYPE": "LPC", "RANK": "LPC", "LIC_NBR": "", "ENTITY_NBR": "1", "LAST_NME": "", "FIRST_NME": "", "MIDDLE_NME": "", "SFX_NME": "",
    "LIC_STATUS": "Active", "LIC_EXPR_DTE": "03/31/2027", "RANK_EFCT_DTE": "03/02/2015", "DISCPL_ACTN": "No",
}  # fmt: skip
CALIFORNIA = {
    "Agency Code": "1800", "Agency Name": "Board of Behavioral Sciences", "LicTypeCode": "2001",
    "License Type": "Licensed Marriage and Family Therapist", "License Number": "", "Indiv/Org": "I", "Org/Last Name": "", "First Name": "",
    "Middle Name": "", "Suffix": "", "Address Line 1": "1 Nowhere \"Street", "Address Line 2": "", "City": "FRESNO", "County": "FRESNO",
    "State": "CA", "Zip": "00000", "Country": "United States", "Original Issue Date": "03-02-2015", "Expiration Date": "03-31-2027",
    "License Status": "Current",
}  # fmt: skip
FLORIDA = {
    "pro_cde": "5203", "Profession-Name": "Mental Health Counselor", "lic_id": "1", "Expire-Date": "03/31/2027",
    "Original-Date": "03/02/2015", "Rank-Code": "MH", "License-Number": "", "Status-Effective-Date": "03/02/2015",
    "Board-Action-Indicator": "N",
    "License-Status-Description": "CLEAR", "Last-Name": "", "First-Name": "", "Middle-Name": "", "Name-Suffix": '"JR',
    "License-Active-Status-Description": "ACTIVE", "Other-License": "",
}  # fmt: skip
PHYSICIANS = {
    "License #": "", "Last Name": "", "First Name": "", "License Status": "Active", "Expiration Date": "9/30/2027", "Discipline": "No",
    "Practice Area": "Psychiatry",
}  # fmt: skip
ALLIED = {
    "Profession": "PA", "License #": "", "Last Name": "", "First Name": "", "Status": "Active", "Expire Date": "3/31/2027",
    "Discipline": "No",
}  # fmt: skip
LAYOUTS = {  # register → its columns with one license in force, separator, what stands above and below
    **{f"us-tx-{each}": (TEXAS, ",", "", "") for each in ("lpc", "mft", "psy", "sw")},
    "us-ca-bbs": (CALIFORNIA, "\t", "", ""), "us-ca-psychology": (CALIFORNIA, "\t", "", ""),
    "us-fl": (FLORIDA, "|", "", "|"),
    "us-md-physicians": (PHYSICIANS, ",", "Maryland Board of Physicians\r\nas of 10/01/2026\r\n\r\n", ""),
    "us-md-allied": (ALLIED, ",", "Allied health practitioners\r\nas of 10/01/2026\r\n\r\n", ""),
}
NAMES = {"number": ("LIC_NBR", "License Number", "License-Number", "License #"),
         "last": ("LAST_NME", "Org/Last Name", "Last-Name", "Last Name"), "first": ("FIRST_NME", "First Name", "First-Name")}  # fmt: skip
STATUS = {"us-ca": "License Status", "us-fl": "License-Status-Description", "us-tx": "LIC_STATUS"}


def person(key, number="12345", last="HALLOWAY", first="WREN", **changes) -> dict:
    """One row; `changes` by the file's own columns."""
    row = dict(LAYOUTS[key][0])
    for name, value in {"number": number, "last": last, "first": first}.items():
        row[next(column for column in NAMES[name] if column in row)] = value
    return {**row, **changes}


def roster(key, *rows: dict) -> bytes:
    """The whole file; everybody in force when no row is named."""
    columns, separator, above, below = LAYOUTS[key]
    rows = rows or [person(key, *each) for each in PEOPLE]
    lines = [separator.join(columns), *(separator.join(row.values()) + below for row in rows)]
    return (above + "\r\n".join((*lines, ""))).encode()
