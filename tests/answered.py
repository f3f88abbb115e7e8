"""Files whose sources have answered and nobody has looked yet: what a reviewer finds in the morning. Part of the test world."""

from licensure.compared import attested
from licensure.models import Verification
from licensure.workflow import evidence, verifications
from network.documents import keep_own
from tests import world as worlds
from tests.network.files import pdf
from tests.sources import source_of
from vetting.workflow.checking import open_required

ITEMS = 12


def checks_of(application):
    """Its checks, those replaced left out."""
    rows = Verification.objects.within(application.organization).filter(file=application.reference)
    return rows.exclude(state="superseded").order_by("pk")


def answer(world, check, **off):
    """The source's answer to one check, with its page, not reviewed; it agrees with her but for `off`."""
    hers, tom = attested(check), world.crew(check.organization).verifier
    values = {"names": [f"{hers.names[0][0]} {hers.names[0][1]}"], "number": hers.number, "status": "active", **off}
    page = keep_own(
        owner=check.organization, kind="artefact", content=pdf(), content_type="application/pdf", filename="page.pdf", actor=tom,
        at=world.at,
    )
    verifications.obtain(
        check, actor=tom, at=world.at, method="web_lookup", source=source_of(check), query=hers.number or values["names"][0],
        as_of=world.day(check.organization), good_through=hers.last, values=values, artefact=page,
    )


def answered(world, organization, name, *, manager, **planted):
    """A file of twelve items of `manager`'s: every one answered by its source but the identity paper, which is seen.

    planted: `number` (the source's number is another in its last digit) or `names` (somebody else's); both on a license of hers.
    """
    who = worlds.therapist(world, name)
    application = worlds.submitted(world, organization, who)
    world.file(application).begin(world.at, by=manager)
    while (short := ITEMS - checks_of(application).count()) > 0:
        for number in range(short):
            evidence.add_license(
                practitioner=who.practitioner, jurisdiction_id="US-IL", license_type="US-IL:lcsw",
                number=f"149.{application.pk:03d}10{number}", actor=who.herself, at=world.at,
            )
        open_required(application, actor=manager, at=world.at)
    licenses = [check.pk for check in checks_of(application).filter(element="license")]
    for check in checks_of(application).filter(state="required").exclude(element="identity"):
        answer(world, check, **(_wrong(check, planted) if check.pk == licenses[-1] else {}))
    return application


def _wrong(check, planted) -> dict:
    number = check.evidence.number
    off = {"number": number[:-1] + str((int(number[-1]) + 1) % 10)} if planted.get("number") else {}
    return off | ({"names": planted["names"]} if "names" in planted else {})
