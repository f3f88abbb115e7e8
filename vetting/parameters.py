"""The numbered parameters of a vetting standard (domain 8.1, 1 to 79): where each lives here, and the test that shows it counts. Pure.

A number stands in this table with its places only when two values of it give two different behaviors; the test that shows so is named
beside it, and a test of the table checks that it exists. A number that changes nothing is missing, and says what it waits for.
"""

from dataclasses import dataclass
from enum import StrEnum

PAIRS = "tests/vetting/test_parameters.py::test_two_values_give_two_behaviors"  # its cases are named by number


class Kind(StrEnum):
    """What kind of place a parameter has."""

    LIMIT = "limit"  # a field of a criterion's limit
    ROW = "row"  # what a version says of any criterion beside its limit
    CLOCK = "clock"  # days an organization gives, `vetting.clocks`
    POLICY = "policy"  # a field of the version itself


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is set: a criterion's key and field, a row's field (with a criterion to try it on), a clock's or version's key.

    Of the version's governance the field is the group.
    """

    kind: Kind
    key: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """One number of the catalogue. `test` is a pytest name; `lacking` is the code of what a missing one waits for."""

    number: int
    places: tuple[Place, ...] = ()
    test: str = ""
    lacking: str = ""

    @property
    def missing(self) -> bool:
        """Whether no value of it changes anything yet."""
        return not self.places


def limit(key: str, field: str) -> Place:
    """A field of a criterion's limit."""
    return Place(Kind.LIMIT, key, field)


def row(field: str, key: str) -> Place:
    """What a version says of every criterion, shown on one of them."""
    return Place(Kind.ROW, key, field)


def _have(number: int, *places: Place, test: str = "") -> Numbered:
    return Numbered(number, places, test or f"{PAIRS}[{number}]")


CLOCKS = "tests/vetting/test_clocks.py::"
GOVERNANCE = "tests/vetting/test_governance.py::"
PARAMETERS = (
    # A. Eligibility
    _have(1, limit("accepted_profession", "professions"), limit("practice_level", "levels")),
    _have(2, limit("supervision_on_file", "supervisors"), limit("license_in_force", "levels")),
    _have(3, limit("accepted_jurisdiction", "jurisdictions")),
    _have(4, limit("practice_level", "registers"), limit("license_or_register", "registers")),
    _have(5, limit("years_since_license", "years")),
    _have(6, limit("years_since_degree", "years")),
    _have(7, limit("eap_years", "years"), limit("eap_training", "years")),
    _have(8, limit("clinical_hours", "hours"), limit("license_or_register", "hours")),
    _have(9, limit("degree_level", "level")),
    _have(10, limit("degree_accredited", "accreditors")),
    _have(11, limit("certificate_held", "courses")),
    _have(12, limit("service_training", "needs")),
    _have(13, limit("languages", "languages")),
    _have(14, limit("office_has", "features")),
    _have(15, limit("works_by", "modes")),
    _have(16, limit("right_to_work", "bases")),
    _have(17, limit("panel_open", "closed_professions"), limit("panel_open", "closed_places")),
    _have(18, limit("cooling_off", "months")),
    _have(19, row("severity", "no_conflict")),
    # B. Evidence
    _have(20, limit("papers_by_place", "papers_by")),
    _have(21, limit("degree_level", "evidence"), limit("identity_seen", "methods")),
    _have(22, limit("references", "count"), limit("references", "months"), limit("references", "relations")),
    _have(23, limit("gaps_explained", "months"), limit("gaps_in_writing", "months"), limit("work_history_reaches", "years")),
    _have(24, limit("claims_count", "years")),
    _have(25, limit("identity_checked", "methods"), limit("identity_seen", "methods")),
    _have(26, limit("certificate_of_conduct", "months"), limit("certificate_of_conduct", "methods")),
    _have(27, limit("continuing_education", "hours"), limit("continuing_education", "months"), limit("continuing_education", "kind")),
    _have(28, limit("supervision_hours", "minutes"), limit("supervision_hours", "months")),
    _have(29, limit("photo_on_file", "months")),
    _have(30, limit("papers_on_file", "papers")),
    _have(
        31, limit("papers_translated", "languages"), limit("papers_translated", "sworn"), limit("papers_legalized", "countries"),
        limit("papers_legalized", "legalizations"),
    ),
    # C. Insurance
    _have(32, limit("insurance_per_claim", "minimum"), limit("insurance_aggregate", "minimum")),
    _have(33, limit("insurance_form", "forms")),
    _have(34, limit("insurance_named", "named")),
    _have(35, limit("insurance_continues", "days")),
    _have(36, limit("insurance_in_force", "grace")),
    _have(37, limit("insurance_also", "kinds")),
    # D. Windows and cadences
    _have(
        38, limit("license_verified", "days"), limit("education_verified", "days"), limit("work_history_verified", "days"),
        limit("malpractice_verified", "days"), limit("exclusion_checked", "days"),
    ),
    _have(39, limit("attestation_signed", "days"), limit("attestation_repeated", "months")),
    _have(
        40, Place(Kind.POLICY, "revetting_months"), Place(Kind.CLOCK, "revetting_days"),
        test="tests/vetting/test_policies.py::test_months_until_re_vetting_are_at_most_36_and_come_from_the_version_in_force",
    ),
    _have(
        41, Place(Kind.CLOCK, "provisional_days"),
        test="tests/vetting/test_provisional.py::test_it_holds_as_many_days_as_the_policy_says_and_not_at_all_where_it_is_off",
    ),
    _have(42, limit("exclusion_monthly", "months"), limit("exclusion_monthly", "current")),
    _have(43, limit("license_rechecked", "days")),
    _have(44, limit("not_excluded", "lists"), limit("exclusion_checked", "lists")),
    _have(45, limit("list_recent", "days")),
    _have(
        46, Place(Kind.CLOCK, "expiry_reminders"),
        test=f"{CLOCKS}test_reminders_go_out_on_the_organizations_own_days",
    ),
    _have(
        47, Place(Kind.CLOCK, "answer_days"), Place(Kind.CLOCK, "request_reminders"), Place(Kind.CLOCK, "grace_days"),
        test=f"{CLOCKS}test_an_unanswered_question_closes_the_file_by_the_organizations_own_days",
    ),
    _have(48, Place(Kind.CLOCK, "lapse_days"), test=f"{CLOCKS}test_a_draft_lapses_by_the_organizations_own_days"),
    _have(
        49, Place(Kind.CLOCK, "begin_days"), Place(Kind.CLOCK, "check_days"), Place(Kind.CLOCK, "decide_days"),
        test=f"{GOVERNANCE}test_our_days_in_each_state_are_the_organizations_own_in_the_queue_and_to_the_therapist",
    ),
    _have(
        50, Place(Kind.CLOCK, "appeal_days"), Place(Kind.POLICY, "governance", "appeals"),
        test="tests/vetting/test_appealing.py::test_the_days_are_the_organizations_own_and_stay_when_the_policy_changes",
    ),
    _have(
        51, Place(Kind.CLOCK, "notice_days"), Place(Kind.CLOCK, "suspension_days"),
        test="tests/vetting/test_acting.py::"
        "test_who_proposes_gives_no_notice_and_the_notice_is_as_long_as_the_organization_says",
    ),
    _have(
        52, Place(Kind.CLOCK, "letter_days"),
        test="tests/vetting/test_letters_late.py::test_a_letter_that_is_not_out_is_somebodys_task_by_the_organizations_own_days",
    ),
    _have(
        53, Place(Kind.CLOCK, "late_days"),
        test="tests/vetting/test_workflow_renewal.py::test_a_late_re_vetting_is_accepted_as_long_as_the_organization_says",
    ),
    _have(
        54, Place(Kind.CLOCK, "leave_months"), Place(Kind.CLOCK, "return_days"),
        test="tests/vetting/test_workflow_leave.py::test_leave_lasts_as_long_as_the_organization_says",
    ),
    _have(55, limit("license_reverified", "months")),
    # E. Risk routing
    _have(56, limit("claims_count", "most"), limit("claims_paid", "most"), limit("claims_open", "evidence")),
    _have(57, limit("license_actions", "years")),
    _have(58, limit("disclosures", "matrix")),
    _have(59, limit("disclosures", "matrix"), limit("disclosures", "otherwise")),
    _have(60, row("reviewer", "nothing_omitted")),
    _have(61, row("reviewer", "gaps_explained")),
    _have(62, limit("reference_ratings", "rating")),
    _have(63, row("reviewer", "license_unrestricted")),
    _have(64, limit("hits_adjudicated", "band")),
    _have(65, limit("score", "weights")),
    _have(66, limit("score", "clean"), limit("score", "director")),
    _have(67, row("severity", "insurance_in_force")),
    _have(
        68, Place(Kind.CLOCK, "waiver_days"),
        test="tests/vetting/test_facts_offers.py::test_a_waiver_ends_after_the_organizations_own_days",
    ),
    # F. Governance
    _have(
        69, Place(Kind.POLICY, "committee"),
        test="tests/vetting/test_committee_settings.py::test_clean_files_are_signed_by_whom_and_as_many_at_once_as_the_policy_says",
    ),
    _have(
        70, Place(Kind.POLICY, "governance", "eyes"),
        test=f"{GOVERNANCE}test_a_clean_file_is_approved_by_one_or_by_two_as_the_policy_says",
    ),
    _have(
        71, Place(Kind.POLICY, "committee"),
        test="tests/vetting/test_committee_rules.py::"
        "test_a_quorum_is_more_than_half_of_the_members_and_never_fewer_than_the_least",
    ),
    _have(
        72, Place(Kind.POLICY, "committee"),
        test="tests/vetting/test_committee_settings.py::test_the_next_meeting_is_due_in_the_committees_rhythm_and_overdue_is_said",
    ),
    _have(73, row("waivable_by", "eap_years")),
    _have(
        74, Place(Kind.POLICY, "committee"),
        test="tests/vetting/test_committee_settings.py::test_a_packet_names_the_therapists_or_leaves_their_names_out",
    ),
    _have(
        75, Place(Kind.POLICY, "governance", "samples"),
        test=f"{GOVERNANCE}test_a_sample_is_as_large_as_the_policy_of_its_day_says_and_drawn_again_by_it",
    ),
    _have(
        76, Place(Kind.CLOCK, "keep_rejected_days"), Place(Kind.CLOCK, "keep_withdrawn_days"), Place(Kind.CLOCK, "keep_ended_days"),
        test="tests/vetting/test_retention.py::test_a_file_is_kept_as_many_days_as_the_policy_says_and_not_one_more",
    ),
    _have(
        77, Place(Kind.POLICY, "governance", "peer_review"),
        test=f"{GOVERNANCE}test_peer_review_is_read_by_the_roles_the_policy_names_and_by_nobody_else",
    ),
    _have(78, limit("disclosures_answered", "questions")),
    _have(
        79, Place(Kind.POLICY, "governance", "delegation"),
        test=f"{GOVERNANCE}test_a_delegates_decision_is_accepted_while_its_audit_is_young_enough_by_the_policy",
    ),
)
BY_NUMBER = {each.number: each for each in PARAMETERS}
