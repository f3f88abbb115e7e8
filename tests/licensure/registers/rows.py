"""Rows as the published columns of the NPI registry, of states' open-data portals and of a register have them. Invented people."""

PORTALS = {  # portal → one license in force: its number, then the columns as published
    "us-wa": ("LH60000001", {
        "credentialnumber": "LH60000001", "lastname": "HALLOWAY", "firstname": "WREN", "middlename": "A", "birthyear": "1984",
        "credentialtype": "Mental Health Counselor License", "status": "ACTIVE", "firstissuedate": "2015-03-02T00:00:00.000",
        "lastissuedate": "2025-03-02T00:00:00.000", "expirationdate": "2027-03-31T00:00:00.000", "actiontaken": "No",
    }),
    "us-co": ("LPC.0012345", {
        "lastname": "Halloway", "firstname": "Wren", "city": "Denver", "state": "CO", "licensetype": "LPC",
        "licensenumber": "LPC.0012345", "licensefirstissuedate": "2015-03-02T00:00:00.000",
        "licenseexpirationdate": "2027-08-31T00:00:00.000", "licensestatusdescription": "Active",
    }),
    "us-ct": ("50.001234", {
        "credentialid": "1", "name": "WREN A HALLOWAY", "fullcredentialcode": "50.001234", "credentialnumber": "001234",
        "credentialtype": "50", "credential": "LICENSED PROFESSIONAL COUNSELOR", "status": "ACTIVE", "statusreason": "CURRENT",
        "issuedate": "2015-03-02T00:00:00.000", "effectivedate": "2026-04-01T00:00:00.000",
        "expirationdate": "2027-03-31T00:00:00.000", "city": "HARTFORD", "state": "CT", "recordrefreshedon": "2026-11-20T00:00:00.000",
    }),
    "us-il": ("180012345", {
        "license_type": "LICENSED CLINICAL PROFESSIONAL COUNSELOR", "license_number": "180012345", "license_status": "ACTIVE",
        "first_name": "WREN", "last_name": "HALLOWAY", "original_issue_date": "03/02/2015", "effective_date": "03/31/2025",
        "expiration_date": "03/31/2027", "city": "PEORIA", "state": "IL", "ever_disciplined": "N",
    }),
    "us-de": ("M9-0000123", {
        "last_name": "Halloway", "first_name": "Wren", "combined_name": "Halloway, Wren", "license_no": "M9-0000123",
        "license_type": "Professional Counselor of Mental Health", "city": "Dover", "issue_date": "2015-03-02T00:00:00.000",
        "expiration_date": "2027-09-30T00:00:00.000", "disciplinary_action": "N", "license_status": "Active",
    }),
}  # fmt: skip
STATUS_COLUMN = {
    "us-wa": "status", "us-co": "licensestatusdescription", "us-ct": "status", "us-il": "license_status", "us-de": "license_status",
}


def npi(number="1234567893", **basic) -> dict:
    """One result of the NPI registry."""
    return {
        "number": number, "enumeration_type": "NPI-1", "created_epoch": "1180000000000", "last_updated_epoch": "1700000000000",
        "basic": {
            "first_name": "WREN", "last_name": "HALLOWAY", "credential": "LISW", "sole_proprietor": "NO", "gender": "F",
            "enumeration_date": "2009-05-02", "last_updated": "2024-01-09", "status": "A", **basic,
        },
        "addresses": [], "practiceLocations": [], "identifiers": [], "endpoints": [],
        "other_names": [{"type": "Former Name", "code": "1", "first_name": "WREN", "last_name": "ELM"}],
        "taxonomies": [
            {"code": "1041C0700X", "desc": "Social Worker, Clinical", "license": "I.0000001", "state": "OH", "primary": True}
        ],
    }


def npis(*rows) -> dict:
    """A whole answer."""
    return {"result_count": len(rows), "results": list(rows)}


DISCIPLINE = {  # one measure of Delaware's second dataset
    "license_id_l": "M9-0000123", "combined_name": "Halloway, Wren", "license_type": "Professional Counselor of Mental Health",
    "item_text": "Probation", "disp_start": "2019-02-01T00:00:00.000", "disp_end": "2021-02-01T00:00:00.000",
}  # fmt: skip
OKLAHOMA = {  # one row of the Oklahoma register's search
    "id": "a1", "firstName": "Wren", "middleName": None, "lastName": "Halloway", "registrationNumber": "LPC04898",
    "registrationCategory": "Licensed Professional Counselor (LPC)", "registrationStatus": "Active", "city": "Tulsa",
    "hasPublicNotices": False,
}  # fmt: skip


def thentia(*found) -> dict:
    """A whole answer of the Oklahoma register."""
    return {"errorCode": "0", "errorMessage": "", "resultCount": len(found), "result": list(found)}
