"""Staff pages of care under `/<organization>/`: calls, referrals, employers."""

from django.urls import path

from network.care.views import employers, intake, referrals, reports, settings

CALL, REFERRAL, EMPLOYER = "intake/calls/<str:reference>/", "referrals/<str:reference>/", "employers/<int:pk>/"
REPORT = "reports/<int:year>/"

urlpatterns = [
    path("intake/", intake.intake, name="intake"),
    path("intake/crisis/", intake.crisis, name="crisis"),
    path(CALL, intake.call, name="call"),
    path(f"{CALL}crisis/", intake.crisis, name="call_crisis"),
    path(f"{CALL}widening/", intake.widen, name="call_widen"),
    path(f"{CALL}offers/", intake.offer, name="call_offer"),
    path("referrals/", referrals.referral_list, name="referrals"),
    path(REFERRAL, referrals.referral, name="referral"),
    path(f"{REFERRAL}offers/", referrals.again, name="referral_again"),
    path(f"{REFERRAL}<slug:do>/", referrals.act, name="referral_act"),
    path("employers/", employers.employers, name="employers"),
    path(EMPLOYER, employers.employer, name="employer"),
    path(f"{EMPLOYER}names/", employers.aliases, name="employer_aliases"),
    path(f"{EMPLOYER}contracts/<int:contract>/end/", employers.end_contract, name="contract_end"),
    path(f"{EMPLOYER}reports/", reports.release, name="employer_release"),
    path(f"{EMPLOYER}contacts/", reports.contacts, name="employer_contacts"),
    path("reports/", reports.reports, name="reports"),
    path(REPORT, reports.report, name="report"),
    path(f"{REPORT}csv/", reports.report_csv, name="report_csv"),
    path(f"{REPORT}pdf/", reports.report_pdf, name="report_pdf"),
    path("intake-settings/", settings.settings, name="intake_settings"),
    path("intake-settings/lines/", settings.crisis_lines, name="crisis_lines"),
    path("intake-settings/<slug:slug>/", settings.setting, name="intake_setting"),
]
