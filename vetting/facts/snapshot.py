"""What she shared with one organization on the day she signed, by her consent: a frozen copy."""

from vetting.facts.profile import profile_of


def snapshot_of(application) -> dict:
    """The consented copy of her profile, as plain values with dates in ISO form."""
    profile = profile_of(application.practitioner)
    person = application.practitioner.person
    return {
        "person": {
            "given_name": person.given_name, "prefix": person.prefix, "family_name": person.family_name,
            "date_of_birth": _iso(person.date_of_birth), "npi": application.practitioner.npi,
            "profession": application.practitioner.profession,
            "names": [str(name) for name in profile.names],
        },
        "jurisdictions": application.jurisdictions,
        "services": application.services,
        "licenses": [_row(row, "jurisdiction_id", "license_type", "number", "issued_on", "expires_on") for row in profile.licenses],
        "credentials": [
            _row(row, "kind", "title", "code", "issuer", "number", "named_person", "issued_on", "covers_from",
                 "covers_through", "per_claim", "aggregate", "currency", "quantity")
            for row in profile.credentials
        ],
        "positions": [_row(row, "kind", "employer", "role", "first_month", "last_month", "explanation", "eap") for row in profile.positions],
        "disclosures": [_row(row, "question_set", "question", "answer", "since", "narrative") for row in profile.disclosures],
    }


def _row(row, *names) -> dict:
    values = {name: _iso(getattr(row, name)) for name in names}
    document = getattr(row, "document", None)
    return {"id": row.pk, **values, "sha256": document.sha256 if document else ""}


def _iso(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
