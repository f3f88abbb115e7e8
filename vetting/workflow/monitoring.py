"""Watching the network between two vettings: only whoever is due, each due day in order and once, and undone when it is corrected.

Nothing here makes an end count: a cover ends by its own day, and the hold of evidence that gives no cover is written before
that day comes. So nobody is listed on what ran out, however long no work ran; this only tells people.
"""

from functools import partial

from django.db import transaction
from django.db.models import Max, Min, Q

from licensure.models import Verification
from licensure.workflow.look_ups import ask_what_can_be_asked
from licensure.workflow.verifications import renew
from network.access import system
from network.events import record
from network.facts.due import any_of
from network.models import Participation
from network.models.standing import OUT
from network.nights import one_by_one, together
from network.queries.people import called
from network.transitions import locked, perform
from vetting import codec, monitoring
from vetting.facts.clocks import clocks_of
from vetting.facts.watching import approvals_of, facts_of, standards
from vetting.findings import Outcome
from vetting.models import Alert, AlertColor, AlertState, Application, Policy, Watch
from vetting.models.monitoring import LIVE
from vetting.monitoring import Color
from vetting.queries.impact import GRANTED
from vetting.queries.judging import day_of
from vetting.workflow.watched_holds import keep_holds, release

AT_ONCE = 500
SETTLED = (AlertState.DONE, AlertState.DISMISSED)


def watch(organization, *, since=None, at) -> int:
    """Look at whoever is due, day by day in order; how many looks that were. Safe to run twice, or a week late.

    `since`: an instant before which everybody who came or left was seen; None where nobody knows.
    """
    on, looks = day_of(organization, at), 0
    _enroll(organization, since, on)
    _let_go(organization, since, on=on, at=at)
    _new_versions(organization)
    rows = Watch.objects.within(organization)
    while (day := rows.due(on).aggregate(first=Min("due_on"))["first"]) is not None:
        due = rows.filter(due_on=day).values_list("participation_id", flat=True)[:AT_ONCE]
        looked, broken = together(due, partial(_look, organization, on=day, at=at, repeat=True), about=called(organization))
        looks += looked
        if broken:  # whoever breaks stays due as of that day
            rows = rows.exclude(participation__in=broken)
    return looks


def _enroll(organization, since, on):
    """Everybody who came into the network since is looked at today."""
    rows = Participation.objects.within(organization).filter(state__in=GRANTED, applications__state="approved", watch__isnull=True)
    if since is not None:
        files = Application.objects.within(organization).filter(state="approved", state_since__gte=since)
        came = Participation.objects.within(organization).filter(state__in=GRANTED, state_since__gte=since)
        rows = rows.filter(pk__in=any_of([files.values("participation"), came.values("pk")]))
    version = _newest(organization)
    fresh = [Watch(organization=organization, participation=row, due_on=on, version=version) for row in rows.distinct().order_by("pk")]
    Watch.objects.within(organization).bulk_create(fresh, ignore_conflicts=True)


def _newest(organization) -> int:
    return Policy.objects.within(organization).filter(state="approved").aggregate(last=Max("version"))["last"] or 0


def _let_go(organization, since, *, on, at):
    """Whoever left is not watched any more: her alerts are cleared and what only waited for evidence is let go."""
    gone = Watch.objects.within(organization).filter(participation__organization=organization, participation__state__in=OUT)
    gone = gone.filter(participation__state_since__gte=since) if since is not None else gone

    def let_go(row) -> int:
        with transaction.atomic():
            _nothing(row.participation, on=on, at=at)
            gone.filter(pk=row.pk).delete()
        return 1

    one_by_one(gone.select_related("participation__practitioner"), let_go, about=lambda row: row.participation.practitioner.reference)


def _new_versions(organization):
    """A version approved since somebody was looked at may show her otherwise from its first day on."""
    oldest = Watch.objects.within(organization).order_by("version").values_list("version", flat=True).first()
    rows = Policy.objects.within(organization).filter(state="approved", version__gt=oldest or 0).order_by("version")
    for version, first in rows.values_list("version", "effective_from") if oldest is not None else ():
        unseen = Watch.objects.within(organization).filter(version__lt=version)
        unseen.filter(Q(due_on=None) | Q(due_on__gt=first)).update(due_on=first)
        unseen.update(version=version)


def hear(*, organization_id, practitioner_id, at):
    """Evidence of hers was verified or corrected: in the same transaction her holds and alerts follow. Nothing while not watched."""
    rows = Watch.objects.everywhere(reason="news names the organization and the therapist by id")
    row = rows.filter(organization=organization_id, participation__practitioner=practitioner_id).select_related("organization").first()
    if row is not None:
        look_now(row.organization, row.participation_id, at=at)


def enroll(participation, *, at):
    """She was approved: from now on she is watched, and what will run out stops her on its own day, whether work runs or not."""
    organization = participation.organization
    Watch.objects.within(organization).get_or_create(
        participation=participation, defaults={"organization": organization, "version": _newest(organization)}
    )
    look_now(organization, participation.pk, at=at)


def look_now(organization, participation_id, *, at):
    """Look at one therapist: first as of each day that is due, in order, then as of today."""
    on = day_of(organization, at)
    rows = Watch.objects.within(organization).filter(participation=participation_id)
    while (day := rows.due(on - monitoring.ONE_DAY).values_list("due_on", flat=True).first()) is not None:
        _look(organization, [participation_id], on=day, at=at)
    _look(organization, [participation_id], on=on, at=at)


def _look(organization, participations, *, on, at, repeat=False) -> int:
    """Look at these as of day `on`, with what is known now: what was put in order meanwhile raises nothing for the past.

    `repeat`: ask anew what is ours to ask again.
    """
    participations, clocks = list(participations), clocks_of(organization, on)
    approvals = approvals_of(organization, participations)
    days, asked = standards(organization, list(approvals.values()))
    facts = dict(zip(approvals, facts_of(organization, list(approvals.values()), days, on=on), strict=True))
    for pk in participations:
        with transaction.atomic():
            row = Watch.objects.within(organization).select_for_update().select_related("participation").get(participation=pk)
            row.participation.organization = organization
            row.due_on = None
            if approval := approvals.get(pk):
                found = _see(row, asked[approval.pk], facts[pk], clocks, on=on, at=at)
                if repeat:
                    ask_again(organization, monitoring.again(found, on=on, lead=clocks["recheck_ahead"]), at=at)
            else:
                _nothing(row.participation, on=on, at=at)
            row.looked_on = max(filter(None, (row.looked_on, on)))
            row.save(update_fields=["due_on", "looked_on"])
    return len(participations)


def _see(row: Watch, policies, facts, clocks, *, on, at):
    ahead, participation = clocks["alert_ahead"], row.participation
    live = {(each.criterion, each.place): each for each in _live(participation)}
    found = monitoring.sights(policies, facts, on=on)
    for sight in found:
        color = monitoring.color(sight, on=on, ahead=ahead)
        alert = live.pop(sight.key, None)
        if color is not Color.GREEN:
            _show(participation, alert, sight, color, clocks, on=on, at=at)
        elif alert is not None:
            _clear(alert, at=at, sight=sight)
    for alert in live.values():
        _clear(alert, at=at)
    keep_holds(participation, policies, facts, on=on, at=at)
    row.due_on = monitoring.next_look(policies, facts, on=on, ahead=ahead, lead=clocks["recheck_ahead"])
    return found


def ask_again(organization, refs, *, at) -> int:
    """Open these checks anew, and ask the registers that answer by themselves; how many. The last answer counts meanwhile."""
    numbers, actor = [int(ref.partition(":")[2]) for ref in refs], system("monitoring", organization)
    rows = Verification.objects.within(organization).filter(pk__in=numbers, state="verified") if numbers else ()
    fresh = [renew(row, actor=actor, at=at, on=day_of(organization, at)) for row in rows]
    ask_what_can_be_asked(fresh, actor=actor, at=at)
    return len(fresh)


def _nothing(participation, *, on, at):
    for alert in _live(participation):
        _clear(alert, at=at)
    release(participation, on=on, at=at)


def _live(participation):
    rows = Alert.objects.within(participation.organization).filter(participation=participation, state__in=LIVE)
    return rows.select_related("participation", "organization")


def _show(participation, alert, sight, color, clocks, *, on, at):
    """Raise an alert, or say what is so now of the one there is; an alert that became worse waits for people again."""
    since = _since(sight, color, on)
    seen = {
        "color": AlertColor(color), "outcome": str(sight.finding.outcome), "observed": codec.dump_finding(sight.finding),
        "last_good": _last_good(sight, alert, on),
    }
    due_on = since + clocks["alert_days"] * monitoring.ONE_DAY
    if alert is None:
        _raise(participation, sight, seen, since, due_on, at=at)
        return
    before, now = _shown(alert), monitoring.Shown(color, sight.finding.outcome, _status(seen["observed"]))
    if before == now and seen["last_good"] == alert.last_good:
        return
    again = alert.state in SETTLED and monitoring.became_worse(before, now)
    moved = {"effective_on": since, "due_on": due_on} if color != alert.color else {}
    moved |= {"due_on": on + clocks["alert_days"] * monitoring.ONE_DAY} if again and not moved else {}
    _say(alert, {**seen, **moved}, at=at)
    if again:
        perform(alert, "reopen", actor=_actor(participation), at=at)


def _say(alert, seen, *, at):
    told = {"color": alert.color, "last_good": alert.last_good}
    with locked(alert):
        for name, value in seen.items():
            setattr(alert, name, value)
        alert.save(update_fields=[*seen])
        record(alert, "alert.colored", actor=_actor(alert.participation), at=at, before=told, after=_told(alert))


def _shown(alert) -> monitoring.Shown:
    return monitoring.Shown(Color(alert.color), Outcome(alert.outcome), _status(alert.observed))


def _status(observed) -> str:
    """The register's word in a finding as the codec writes it."""
    return str((observed.get("observed") or {}).get("status") or "")


def _last_good(sight, alert, on):
    """The last day on which the evidence was good, or will be; of what has run out the finding may no longer tell it."""
    told = sight.finding.good_through or _end(sight.finding)
    if sight.met:
        return told
    known = alert.last_good if alert is not None else None
    return next((day for day in (told, known) if day is not None and day < on), None)


def _raise(participation, sight, seen, since, due_on, *, at):
    alert = Alert(
        organization=participation.organization, participation=participation, criterion=sight.criterion, place=sight.place,
        effective_on=since, due_on=due_on, raised_at=at, state_since=at, **seen,
    )
    alert.save()
    record(alert, "alert.raised", actor=_actor(participation), at=at, after=_told(alert))


def _clear(alert, *, at, sight=None):
    """In order again: green, whatever people did about it."""
    with locked(alert):
        alert.color = AlertColor.GREEN
        if sight is not None:
            alert.outcome, alert.observed = str(sight.finding.outcome), codec.dump_finding(sight.finding)
            alert.last_good = sight.finding.good_through
        alert.save(update_fields=["color", "outcome", "observed", "last_good"])
    perform(alert, "clear", actor=_actor(alert.participation), at=at)


def _told(alert) -> dict:
    return {
        "criterion": alert.criterion, "place": alert.place, "color": str(alert.color), "effective_on": alert.effective_on,
        "last_good": alert.last_good,
    }


def _since(sight, color, on):
    """The first day of its color: the day after the evidence's last good one where that is told and past."""
    end = _end(sight.finding)
    return end + monitoring.ONE_DAY if color is Color.RED and not sight.met and end is not None and end < on else on


def _end(finding):
    """The last day of the evidence as the finding tells it, where it tells one."""
    said = finding.observed.get("expires_on") or finding.observed.get("last")
    return said if hasattr(said, "toordinal") else None


def _actor(participation):
    return system("monitoring", participation.organization)


def take(alert, *, actor, at):
    """Somebody says that she sees to it."""
    return perform(alert, "take", actor=actor, at=at)


def put_back(alert, *, actor, at):
    """A colleague may take it."""
    return perform(alert, "put_back", actor=actor, at=at)


def finish(alert, *, reason="", actor, at):
    """What people can do is done; the color stays the system's."""
    return perform(alert, "finish", actor=actor, at=at, note=reason, reason=reason)


def dismiss(alert, *, reason, actor, at):
    """Nothing needs to be done, and the note says why. Raises Refused without one."""
    return perform(alert, "dismiss", actor=actor, at=at, note=reason, reason=reason)
