"""Mail and letters about applications. Each loads by id and makes one call."""

from network.jobs import job

from network import clock
from vetting.workflow import correspondence


@job(name="vetting.acknowledge")
def acknowledge(*, reference):
    """Tell the therapist that her application arrived."""
    correspondence.acknowledge(reference=reference, at=clock.now())


@job(name="vetting.send_decision")
def send_decision(*, id):
    """Write and send the letter of a decision."""
    correspondence.send_decision(decision_id=id, at=clock.now())


@job(name="vetting.send_information_request")
def send_information_request(*, id):
    """Write and send what is asked of the therapist."""
    correspondence.send_information_request(request_id=id, at=clock.now())
