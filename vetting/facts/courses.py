"""Courses, certificates and statements of hours: one kind of entry in her profile, two kinds of facts."""

from dataclasses import replace

from vetting import evidence

HOURS = {  # the code of a statement of hours → the kind of hours
    "ce_hours": "ce", "pdh_hours": "pdh", "supervision_hours": "supervision", "clinical_hours": "clinical",
}


def trainings_of(profile, proofs) -> tuple[evidence.Training, ...]:
    """Her courses and certificates."""
    return tuple(
        evidence.Training(row.code, row.issued_on, proofs.proof("training", row.key), _last_day(row, proofs.row("training", row.key)))
        for row in profile.of_kind("training") if row.issued_on and row.code not in HOURS
    )


def _last_day(row, check):
    """Its last day as its source says, once that was verified; else as she states it."""
    verified = check is not None and check.state == "verified"
    return check.good_through if verified and check.good_through else row.covers_through


def hours_of(profile, proofs) -> tuple[evidence.Hours, ...]:
    """Her statements of hours over a closed period, those that say of which period and how many."""
    return tuple(
        _hours(row, proofs.proof("training", row.key)) for row in profile.of_kind("training")
        if row.code in HOURS and None not in (row.issued_on, row.covers_from, row.quantity)
    )


def _hours(row, proof):
    """By her own word it is of the last day of its period: she cannot state it earlier."""
    dated = replace(proof, as_of=proof.as_of or row.issued_on)
    return evidence.Hours(HOURS[row.code], row.covers_from, row.issued_on, row.quantity, dated)
