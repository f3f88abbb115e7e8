"""Numbers about people in the network in words: what ends, which vettings were renewed in time, who was monitored each month."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.formats import listed, month
from network.plots import Bar, Part, plot
from vetting.pages.numbers import Told
from vetting.pages.numbers_files import parts_of, share_plot, share_words
from vetting.steering import (
    LATE,
    LEFT,
    ON_TIME,
    OVERDUE,
    Period,
    coverage,
    ending,
    in_month,
    on_time,
    renewals,
)
from vetting.words_values import list_name


def told_ending(found: dict, period: Period) -> Told:
    """What ends and by when. `found`: last days by kind of evidence."""
    kinds = (("vetting", _("Vetting")), ("authority", _("Licenses")), ("insurance", _("Insurance")))
    mine = [(words, ending(found.get(kind, ()), period.on)) for kind, words in kinds]
    over, soon = sum(one.overdue for _words, one in mine), sum(one.within[0] for _words, one in mine)
    bands = (("stop", _("over")), ("warn", _("within 30 days")), ("brand", _("31–60 days")), ("later", _("61–90 days")))
    sentence = _("%(over)s over, %(soon)s within 30 days") % {
        "over": ngettext("%(count)s last day is", "%(count)s last days are", over) % {"count": over},
        "soon": ngettext("%(count)s comes", "%(count)s come", soon) % {"count": soon},
    }
    if not any(sum(_bands(one)) for _words, one in mine):
        sentence = _("Nothing ends within 90 days")
    bars = [Bar(words, str(sum(_bands(one))), [_band(*each) for each in zip(bands, _bands(one), strict=True)]) for words, one in mine]
    return Told(
        sentence,
        _("Today, of everybody in the network. Of licenses and policies that follow one another only the last one counts; what ends later "
          "than in 90 days is left out. The last day itself is still covered."),
        (plot(_("Last days, by kind"), bars, legend=bands),),
        (_("What"), *(capfirst(words) for _kind, words in bands)),
        tuple((words, *_bands(one)) for words, one in mine),
        today=True,
    )


def _bands(one) -> tuple[int, ...]:
    return one.overdue, *one.within


def _band(band, count) -> Part:
    kind, words = band
    return Part(kind, count, f"{words}: {count}")


def told_renewals(found, period: Period) -> Told:
    """Which vettings that came due were renewed in time."""
    whole = renewals(found, period.on)
    codes = (("good", ON_TIME, _("in time")), ("warn", LATE, _("late")), ("stop", OVERDUE, _("not yet")), ("upto", LEFT, _("left")))
    mine = {each: renewals(in_month(found, each, lambda row: row.due), period.on) for each in period.months}
    share = on_time(whole)
    sentence = _("No vetting came due in these months")
    if share.whole:
        sentence = _("%(part)s of %(whole)s vettings that came due were renewed in time (%(percent)s)") % parts_of(share)
    bars = [
        Bar(month(each), share_words(on_time(one)), [Part(kind, one[code], f"{words}: {one[code]}") for kind, code, words in codes])
        for each, one in mine.items()
    ]
    rows = [(_("All"), whole), *((month(each), one) for each, one in mine.items())]
    return Told(
        sentence,
        _("By the month of the last day of the vetting. In time means decided again through that day itself; who left before is counted "
          "beside and in no share."),
        (plot(_("Vettings that came due, by month"), bars, legend=tuple((kind, words) for kind, _code, words in codes)),),
        (_("Month"), *(capfirst(words) for _kind, _code, words in codes), _("Percent in time")),
        tuple((label, *(one[code] for _kind, code, _words in codes), on_time(one).percent) for label, one in rows),
    )


def told_monitoring(found, period: Period) -> Told:
    """Who was held against every list in each calendar month. `found`: lists asked for, people and screenings by month."""
    asked_for, people, seen = found
    mine = {each: coverage(people[each], asked_for[each], seen.get(each, set())) for each in period.months}
    last, lists = mine[period.months[-1]], asked_for[period.months[-1]]
    if not lists:
        sentence = _("The policy asks for no list")
    elif last.whole:
        sentence = _("%(part)s of %(whole)s therapists were held against every list this month (%(percent)s)") % parts_of(last)
    else:
        sentence = _("Nobody has been in the network all of this month")
    asked = _("Lists asked for now: %(lists)s.") % {"lists": listed(str(list_name(code)) for code in lists)} if lists else ""
    return Told(
        sentence,
        _("By calendar month: who was in the network on its first and its last day (of this month: until today), and was held in it "
          "against every list the policy asked for at its end.") + (f" {asked}" if asked else ""),
        (share_plot(_("Held against every list, of a hundred, by month"), mine),),
        (_("Month"), _("In the network"), _("Held against every list"), _("Not"), _("Percent")),
        tuple((month(each), one.whole, one.part, one.whole - one.part, one.percent) for each, one in mine.items()),
    )
