"""What licensure adds to a file of evidence: what she says she holds, what sources said of it, and the lists searched."""

from licensure.models import Credential, Hit, License, Position, Screening, Verification
from network.proof.contents import Case, Part

PEOPLE = ("verified_by", "waived_by", "waiver_by", "met_by", "artefact")


def parts(case: Case) -> list[Part]:
    """Every check of the file, replaced ones too; her evidence as shared here; screenings and matches of this organization."""
    checks = tuple(Verification.objects.visible_to(case.actor).filter(file=case.reference).select_related(*PEOPLE).order_by("pk"))
    hers = [_hers(model, case) for model in (License, Credential)]
    return [
        Part("verifications", checks, tuple(check.artefact for check in checks)),
        Part("licenses", hers[0], tuple(row.document for row in hers[0])),
        Part("credentials", hers[1], tuple(row.document for row in hers[1])),
        Part("positions", tuple(Position.objects.visible_to(case.actor).filter(practitioner=case.practitioner))),
        Part("screenings", _of(Screening, case, "version__exclusion_list")),
        Part("matches", _of(Hit, case, "entry", "proposed_by", "settled_by")),
    ]


def _hers(model, case: Case) -> tuple:
    rows = model.objects.visible_to(case.actor).filter(practitioner=case.practitioner)
    return tuple(rows.select_related("document").order_by("pk"))


def _of(model, case: Case, *related) -> tuple:
    rows = model.objects.visible_to(case.actor).filter(practitioner=case.practitioner)
    return tuple(rows.select_related(*related).order_by("pk"))
