"""The BIG-register's public service as its WSDL describes it: what an invented register would answer.

Written from the WSDL and nothing else. `schema()` reads the WSDL of the reference data; `envelope()` writes what validates against it.
"""

from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

NS = "http://services.cibg.nl/ExternalUser"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NONE = "0001-01-01T00:00:00"


def schema(folder: Path) -> etree.XMLSchema:
    """The schema inside the WSDL."""
    wsdl = etree.parse(folder / "05_rules" / "nl_big" / "bigregister.wsdl")
    inside = wsdl.find(".//{http://www.w3.org/2001/XMLSchema}schema")
    return etree.XMLSchema(etree.fromstring(etree.tostring(inside)))  # written out, so that it declares its own namespaces


def content(envelope: bytes):
    """The one element of a SOAP body."""
    return etree.fromstring(envelope).find(f"{{{SOAP}}}Body")[0]


def tag(name: str, value) -> str:
    """An element; None is said to be nil."""
    return f'<{name} xmlns:xsi="{XSI}" xsi:nil="true"/>' if value is None else f"<{name}>{escape(str(value))}</{name}>"


def row(kind: str, **cells) -> str:
    """A row of a list, cells in the order given."""
    return f"<{kind}>{''.join(tag(name, value) for name, value in cells.items())}</{kind}>"


def registration(number, start="2012-05-01T00:00:00", end=NONE, group="25") -> str:
    """A registration of the article."""
    return row(
        "ArticleRegistrationExtApp", ArticleRegistrationNumber=number, ArticleRegistrationStartDate=start,
        ArticleRegistrationEndDate=end, ProfessionalGroupCode=group,
    )


def measure(number, text="Voorwaardelijke schorsing", start="2025-02-01T00:00:00", end=None, public="true") -> str:
    """A measure of a disciplinary court."""
    return row(
        "JudgmentProvisionExtApp", ArticleNumber=number, Id=77, StartDate=start, PublicDescription=text, EndDate=end, Public=public
    )


def limitation(number, text="Niet in zelfstandige praktijk", start="2025-02-01T00:00:00", end=None) -> str:
    """A limitation of what may be done."""
    return row(
        "LimitationExtApp", LimitationId=5, ArticleRegistrationNumber=number, CompetenceRegistrationId=1, TypeLimitationId=2,
        Description=text, StartDate=start, EndDate=end, ExpirationEndDate=None, MonthsValid=0, YearsValid=0,
    )


def specialism(number, code=61) -> str:
    """A recognized specialism."""
    return row("SpecialismExtApp1", SpecialismId=9, ArticleRegistrationNumber=number, TypeOfSpecialismId=code)


def person(*registrations, birth="Lichtveld", mailing="H. Regenboog-Lichtveld", prefix="van", measures=(), limits=(), specialisms=()):
    """A registered person; nobody real."""
    return (
        "<ListHcpApprox4>"
        + tag("BirthSurname", birth) + tag("MailingName", mailing) + tag("Prefix", prefix) + tag("Initial", "H.") + tag("Gender", "V")
        + f"<ArticleRegistration>{''.join(registrations)}</ArticleRegistration>"
        + f"<Specialism>{''.join(specialisms)}</Specialism><Mention/>"
        + f"<JudgmentProvision>{''.join(measures)}</JudgmentProvision><Limitation>{''.join(limits)}</Limitation>"
        + "</ListHcpApprox4>"
    )  # fmt: skip


def envelope(*people: str) -> bytes:
    """An answer with these people; nobody is an empty list."""
    return wrapped(f'<ListHcpApprox4Result xmlns="{NS}"><ListHcpApprox>{"".join(people)}</ListHcpApprox></ListHcpApprox4Result>')


def wrapped(body: str) -> bytes:
    """A SOAP envelope around anything."""
    return f'<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="{SOAP}"><s:Body>{body}</s:Body></s:Envelope>'.encode()


def fault(text="Server was unable to process request.") -> bytes:
    """A SOAP 1.1 fault."""
    return wrapped(f"<s:Fault><faultcode>s:Server</faultcode><faultstring>{text}</faultstring></s:Fault>")
