"""Batches and payments of the bank's files, as a test changes them one thing at a time."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

from network.money import Money
from payments.bank import nacha, pain001
from payments.bank.nacha import AchBatch, Class, Holding, Originator
from payments.bank.pain001 import Address, Batch

IBANS = ("NL91ABNA0417164300", "BE68539007547034", "DE89370400440532013000")


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


BATCH = Batch(
    message="HB-B-0007", made=datetime(2026, 6, 30, 14, 5, 9), execution=date(2026, 7, 1), debtor="Harbor EAP B.V.",
    iban="NL91ABNA0417164300", bic="ABNANL2A", count=3, total=eur(25_501), address=Address("Utrecht", "NL", "Oudegracht", "1a", "3511 AB"),
)  # fmt: skip
TRANSFERS = (
    pain001.payment("HB-P-0001", eur(8500), "Anna de Vries", IBANS[0], "HB-R-0001"),
    pain001.payment("HB-P-0002", eur(8501), "Praktijk Müller & Søn", IBANS[1], "HB-R-0002", bic="KREDBEBB"),
    pain001.payment("HB-P-0003", eur(8500), "O’Brien", IBANS[2], "HB-R-0003", address=Address("Köln", "DE")),
)
ORIGINATOR = Originator(
    company="Harbor Employee Assistance", company_id="1234567890", odfi="121042882", bank="First Bank of Harbor", destination="031300012",
    origin="1234567890", account="998877",
)  # fmt: skip
ACH = AchBatch("HB-B-0008", datetime(2026, 6, 30, 14, 5), date(2026, 7, 1), 3, Money(25_501, "USD"))
CREDITS = (
    nacha.credit("HB-P-0001", Money(8500, "USD"), "Anna Lee", "231380104", "744-5678-99", sec=Class.PERSON, holding=Holding.CHECKING),
    nacha.credit("HB-P-0002", Money(8501, "USD"), "Ben Núñez", "031300012", "1234", sec=Class.PERSON, holding=Holding.SAVINGS),
    nacha.credit("HB-P-0003", Money(8500, "USD"), "Lake Street Group Practice", "231380104", "5", sec=Class.COMPANY,
                 holding=Holding.CHECKING),
)  # fmt: skip


def transferred(payments=TRANSFERS, **changes) -> tuple[bytes, pain001.Written]:
    """A pain.001 with its count and total, unless the changes say other ones."""
    own = {"count": len(payments), "total": eur(sum(item.minor for item in payments))}
    out = BytesIO()
    written = pain001.write(out, replace(BATCH, **own | changes), iter(payments))
    return out.getvalue(), written


def credited(credits=CREDITS, originator=ORIGINATOR, **changes) -> tuple[bytes, pain001.Written]:
    """A NACHA file with its count and total, unless the changes say other ones."""
    own = {"count": len(credits), "total": Money(sum(item.minor for item in credits), "USD")}
    out = BytesIO()
    written = nacha.write(out, originator, replace(ACH, **own | changes), iter(credits))
    return out.getvalue(), written
