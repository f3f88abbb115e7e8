"""Staff pages under `/<organization>/`: applications and their evidence, matches, and the network's own about standing."""

from django.urls import path

from network import views_standing
from vetting.views import (
    audit,
    board_files,
    decision,
    file,
    item,
    jurisdictions,
    kept,
    lists,
    match,
    network,
    policies,
    queue,
    registers,
    review,
    verification,
)

FILE = "applications/<str:reference>/"
CHECK = "verifications/<int:pk>/"
POLICY = "policies/<int:version>/"
WHO = "standing/<str:reference>/"

urlpatterns = [
    path("queue/", queue.queue, name="queue"),
    path(FILE, file.file, name="file"),
    path(f"{FILE}timeline/", kept.file_timeline, name="file_timeline"),
    path(f"{FILE}documents/", kept.file_documents, name="file_documents"),
    path(f"{FILE}screening/", lists.file_screening, name="file_screening"),
    path(f"{FILE}checks/", file.begin_checks, name="begin_checks"),
    path(f"{FILE}referral/", file.refer, name="refer"),
    path(f"{FILE}assessment/", file.assess, name="assess"),
    path(f"{FILE}assignment/", file.assign, name="assign"),
    path(f"{FILE}requests/", file.request_information, name="request_information"),
    path(f"{FILE}requests/<int:pk>/closing/", file.close_request, name="close_request"),
    path(f"{FILE}decision/", decision.decision, name="decision"),
    path(f"{FILE}vacate/", decision.vacate, name="vacate"),
    path(f"{FILE}appeal/", decision.appeal, name="appeal"),
    path(f"{FILE}review/", review.review, name="review"),
    path("matches/", match.matches, name="matches"),
    path("matches/<int:pk>/", match.match, name="match"),
    path("lists/", lists.lists, name="lists"),
    path("standing/", views_standing.standing, name="standing"),
    path(WHO, views_standing.standing_of, name="standing_of"),
    path(f"{WHO}holds/", views_standing.open_hold, name="open_hold"),
    path(f"{WHO}holds/<str:key>/", views_standing.hold, name="hold"),
    path(f"{WHO}notice/", views_standing.notice, name="notice"),
    path("policies/", policies.policies, name="policies"),
    path("policies/drafting/", policies.draft, name="policy_draft"),
    path(POLICY, policies.policy, name="policy"),
    path(f"{POLICY}day/", policies.set_day, name="policy_day"),
    path(f"{POLICY}days/", policies.set_clocks, name="policy_clocks"),
    path(f"{POLICY}sending/", policies.send, name="policy_sending"),
    path(f"{POLICY}approval/", policies.settle, name="policy_approval"),
    path(f"{POLICY}rules/", policies.choose_rule, name="policy_choose_rule"),
    path(f"{POLICY}rules/<str:criterion>/", policies.policy_rule, name="policy_rule"),
    path("network/", network.record_network, name="record_network"),
    path("audit/", audit.audit, name="audit"),
    path("find/", audit.find, name="find"),
    path("verifications/<int:pk>/", verification.verification, name="verification"),
    path(f"{CHECK}confirmation/", item.confirm, name="verification_confirm"),
    path(f"{CHECK}sighting/", item.seen, name="verification_seen"),
    path(f"{CHECK}difference/", item.differs, name="verification_differs"),
    path(f"{CHECK}return/", item.give_back, name="verification_return"),
    path(f"{CHECK}note/", item.note, name="verification_note"),
    path(f"{CHECK}look-up/", registers.look_up, name="look_up"),
    path("jurisdictions/", jurisdictions.jurisdictions, name="jurisdictions"),
    path("jurisdictions/correction/", jurisdictions.correct_reference, name="correct_reference"),
    path("jurisdictions/<str:code>/<str:profession>/", jurisdictions.jurisdiction, name="jurisdiction"),
    path("registers/", registers.registers, name="registers"),
    path("registers/files/", board_files.board_files, name="board_files"),
    path("registers/files/<int:pk>/", board_files.board_file, name="board_file"),
]
