"""Files as boards publish them, invented people in them. Columns as third parties recorded them by 2026-10-01."""

TEXAS = (
    "LIC_TYPE,RANK,LIC_NBR,ENTITY_NBR,LAST_NME,FIRST_NME,MIDDLE_NME,SFX_NME,LIC_STATUS,LIC_EXPR_DTE,RANK_EFCT_DTE,DISCPL_ACTN",
    ("LPC", "LPC", "", "1", "", "", "", "", "Active", "03/31/2027", "03/02/2015", "No"),
)
PEOPLE = (
    ("12345", "HALLOWAY", "WREN"), ("12346", "LICHTVELD", "HANNEKE"), ("12347", "RAVENHILL", "BENEDICT"),
    ("12348", "ASHENFELL", "BRONTE"), ("12349", "FENWICK", "PRIYA"), ("12350", "MARSHLIGHT", "TILDA"),
)
TITLE, RANK, NUMBER, ENTITY, LAST, FIRST, MIDDLE, SUFFIX, STATUS, EXPIRES, SINCE, DISCIPLINE = range(12)


def line(number="12345", last="HALLOWAY", first="WREN", **changes) -> str:
    """One row of the Texas council's file; `changes` by the names of the places above, in small letters."""
    cells = list(TEXAS[1])
    cells[NUMBER], cells[LAST], cells[FIRST] = number, last, first
    for name, value in changes.items():
        cells[globals()[name.upper()]] = value
    return ",".join(cells)


def texas(*lines: str) -> bytes:
    """The whole file; everybody in force when no line is named."""
    return "\r\n".join((TEXAS[0], *(lines or [line(*each) for each in PEOPLE]), "")).encode()


FLORIDA = (
    b"License-Number|Last-Name|First-Name|Profession-Name|License-Status-Description|Expire-Date|Board-Action-Indicator|\n"
    b'MH0001|O"NEIL|WREN|Mental Health Counselor|CLEAR/ACTIVE|03/31/2027|N|\n'
    b"MH0002|ELM|BRONTE|Mental Health Counselor|CLEAR/ACTIVE|03/31/2027|Y|\n"
)
MARYLAND = (
    b"Allied health practitioners\nas of 10/01/2026\n\nProfession,License #,Last Name,First Name,Status,Expire Date,Discipline\n"
    b"PA,C0001,Halloway,Wren,Active,3/31/2027,No\n"
)
DISCIPLINE_LIST = (
    b"Respondent,License No,Action,Order Date,Docket Number\n"
    b'"Halloway, Wren",12345,Reprimand,05/06/2024,2024-17\n"Fenwick, Priya",,Probation,01/02/2025,2025-3\n'
)
