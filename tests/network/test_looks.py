"""Dates, money and parts as readers see them, in both languages."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.utils import translation

from network import formats, lanes, looks_page
from network.forms_base import AmountField, DayField, Form, cents
from network.parts import Act, Tag

DAY = dt.date(2026, 3, 3)
AT = dt.datetime(2026, 11, 22, 23, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("write", "english", "dutch"),
    [
        (lambda: formats.day(DAY), "3 Mar 2026", "3 mrt 2026"),
        (lambda: formats.day(dt.date(2026, 5, 22)), "22 May 2026", "22 mei 2026"),
        (lambda: formats.day_short(DAY), "3 Mar", "3 mrt"),
        (lambda: formats.day_long(DAY), "3 March 2026", "3 maart 2026"),
        (lambda: formats.day_full(DAY), "Tuesday 3 March 2026", "dinsdag 3 maart 2026"),
        (lambda: formats.day_opening(DAY), "Tuesday 3 March 2026", "Dinsdag 3 maart 2026"),
        (lambda: formats.moment(AT, "UTC"), "22 Nov 2026, 23:05", "22 nov 2026, 23:05"),
        (lambda: formats.moment_short(AT, "UTC"), "22 Nov, 23:05", "22 nov, 23:05"),
        (lambda: formats.number(1234567), "1,234,567", "1.234.567"),
        (lambda: formats.number(-12.5, 1), "−12.5", "−12,5"),
        (lambda: formats.number(-0.01, 1), "0.0", "0,0"),
        (lambda: formats.percent(96.5, 1), "96.5%", "96,5%"),
        (lambda: formats.distance(13.85, "US"), "8.6\u00a0mi", "8,6\u00a0mi"),
        (lambda: formats.distance(13.85, "NL"), "13.8\u00a0km", "13,8\u00a0km"),
        (lambda: formats.distance(0, "GB"), "0.0\u00a0mi", "0,0\u00a0mi"),
        (lambda: formats.distance(60, "US", 0), "37\u00a0mi", "37\u00a0mi"),
        (lambda: formats.amount(184650, "USD"), "$1,846.50", "US$\u00a01.846,50"),
        (lambda: formats.amount(123456, "EUR"), "€1,234.56", "€\u00a01.234,56"),
        (lambda: formats.amount(-11000, "USD"), "−$110.00", "US$\u00a0−110,00"),
        (lambda: formats.amount(-5, "EUR"), "−€0.05", "€\u00a0−0,05"),
        (lambda: formats.amount(100000000, "EUR", cents=False), "€1,000,000", "€\u00a01.000.000"),
        (lambda: formats.amount(9250, "EUR", cents=False), "€92.50", "€\u00a092,50"),
        (lambda: formats.amount(100, "SEK"), "SEK\u00a01.00", "SEK\u00a01,00"),
        (lambda: formats.file_size(1_430_000), "1.4\u00a0MB", "1,4\u00a0MB"),
    ],
)
def test_dates_money_and_numbers_are_written_as_the_reader_writes_them(write, english, dutch):
    with translation.override("en"):
        assert write() == english
    with translation.override("nl"):
        assert write() == dutch


def test_an_instant_is_shown_on_the_wall_clock_of_the_zone_asked_for():
    assert formats.moment(AT, "Europe/Amsterdam") == "23 Nov 2026, 00:05"
    assert formats.day(AT, "America/New_York") == "22 Nov 2026"


@pytest.mark.parametrize(
    ("items", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_is_joined_in_words(items, words):
    assert formats.listed(items) == words


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "in 1 day"), (3, "in 3 days"), (-1, "1 day ago"), (-14, "14 days ago")]
)
def test_a_distance_in_days_is_said_in_words(days, words):
    assert formats.in_days(days) == words


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1250", 125000),
        ("92.50", 9250),
        ("92,5", 9250),
        ("1.234", 123400),
        ("1,234.56", 123456),
        ("€ 1.234,56", 123456),
        ("€\u00a01.250.000", 125000000),
        ("$1,000,000", 100000000),
        ("1 000", 100000),
        ("-110,00", -11000),
        ("−110.00", -11000),
        ("0.05", 5),
    ],
)
def test_an_amount_is_read_in_either_style(typed, minor):
    assert cents(typed) == minor


@pytest.mark.parametrize("typed", ["a million", "12.34.56", "1,23,456", "1.234.56", "12345.678", "", "1,234,56"])
def test_an_amount_that_could_mean_two_things_is_refused(typed):
    with pytest.raises(ValueError, match="Not an amount"):
        cents(typed)


@dataclass(frozen=True)
class Refusal:
    code: str
    message: str
    cure: str = ""


def draw(source, **context):
    return Template("{% load looks %}" + source).render(Context(context))


def test_a_status_is_a_word_with_a_kind():
    assert draw('{% tag "ours" "In review" %}') == '<span class="tag ours">In review</span>'
    assert (
        draw("{% tag mark %}", mark=Tag("good", "Clean & ready")) == '<span class="tag good">Clean &amp; ready</span>'
    )


def test_a_status_of_an_unknown_kind_is_a_mistake_in_the_template():
    with pytest.raises(Exception, match="No status tag of kind"):
        draw('{% tag "purple" "In review" %}')


def test_days_are_strokes_with_their_count_in_words():
    drawn = draw('{% days "oots" %}')
    assert 'aria-label="4 days: 2 ours, 1 theirs, 1 source"' in drawn
    assert drawn.count("<i ") == 4


def test_a_refused_act_keeps_its_place_and_says_why():
    act = Act(
        "approve",
        "Approve",
        "/x/",
        [
            Refusal("same_person", "Someone else must decide.", "Ask a director."),
            Refusal("stale", "The license is too old."),
        ],
    )
    drawn = draw("{% act item %}", item=act)
    assert 'aria-disabled="true" aria-describedby="no-approve"' in drawn
    assert "Someone else must decide." in drawn and "Ask a director." in drawn and "The license is too old." in drawn
    assert "<form" not in drawn


def test_an_allowed_act_is_a_plain_post_with_the_token():
    drawn = Template("{% load looks %}{% act item %}").render(
        Context({"item": Act("refer", "Send to committee", "/x/"), "csrf_token": "t0k3n"})
    )
    assert '<form method="post" action="/x/">' in drawn
    assert "t0k3n" in drawn


class Cover(Form):
    insurer = forms.CharField(label="Insurer", help_text="As on the certificate.")
    first = DayField(label="First day")
    amount = AmountField(label="Per claim")
    note = forms.CharField(label="Note", required=False)


def test_a_field_is_label_hint_error_control_in_that_order():
    drawn = str(Cover({}))
    label, hint, error, control = (
        drawn.index(mark)
        for mark in ('<label for="id_insurer"', 'id="id_insurer_helptext"', 'id="id_insurer_error"', "<input")
    )
    assert label < hint < error < control
    assert 'aria-describedby="id_insurer_helptext id_insurer_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert "Note" in drawn and "(optional)" in drawn
    assert "required>" not in drawn


class Sent(Cover):
    needed = frozenset({"note"})


def test_what_another_answer_makes_needed_is_not_called_optional():
    assert "(optional)" not in str(Sent({})) and "note" not in Sent({}).errors


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Ohio · number 149-010274 · <b>", 'Ohio · number <span class="whole">149-010274</span> · &lt;b&gt;'),
        ("HB-0042, LM-5674-26", '<span class="whole">HB-0042</span>, <span class="whole">LM-5674-26</span>'),
        ("EAP-basic-US v2, well-known", "EAP-basic-US v2, well-known"),
    ],
)
def test_a_number_or_a_reference_breaks_at_no_hyphen(text, drawn):
    assert draw("{{ text|whole }}", text=text) == drawn


def test_errors_say_how_to_mend_and_name_their_field():
    form = Cover({"first_day": "31", "first_month": "2", "first_year": "2026", "amount": "x"})
    assert form.errors["insurer"] == ["Fill this in."]
    summary = draw("{% error_summary form %}", form=form)
    assert 'href="#id_first_0"' in summary
    assert "First day: This date does not exist. Check the day and the month." in summary
    assert draw("{% error_prefix form %}", form=form) == "Error: "
    assert draw("{% error_prefix form %}", form=Cover()) == ""


@pytest.mark.parametrize(
    ("boxes", "error"),
    [
        (("", "", ""), "Enter a date: day, month and year."),
        (("1", "", "2026"), "Enter the whole date: day, month and year."),
        (("1", "2", "26"), "Enter the year with four digits, such as 2026."),
        (("29", "2", "2026"), "This date does not exist. Check the day and the month."),
        (("1", "may", "2026"), "This date does not exist. Check the day and the month."),
    ],
)
def test_a_date_in_three_fields_says_what_is_wrong(boxes, error):
    form = Cover(dict(zip(("first_day", "first_month", "first_year"), boxes, strict=True)))
    assert form.errors["first"] == [error]


def test_a_form_gives_a_date_and_cents():
    form = Cover(
        {"insurer": "Lantern", "first_day": "29", "first_month": "2", "first_year": "2028", "amount": "€ 1.250.000"}
    )
    assert form.is_valid()
    assert form.cleaned_data["first"] == dt.date(2028, 2, 29)
    assert form.cleaned_data["amount"] == 125000000


def test_an_amount_comes_back_as_the_reader_writes_it():
    with translation.override("nl"):
        assert 'value="1.250.000,00"' in str(Cover(initial={"amount": 125000000})["amount"])
    with translation.override("en"):
        assert 'value="92.50"' in str(Cover(initial={"amount": 9250})["amount"])


def test_a_chart_over_time_places_both_days_and_open_ends():
    day = dt.date
    bars = [
        lanes.Bar("cover", day(2026, 1, 1), day(2026, 1, 10), ""),
        lanes.Bar("grant", day(2026, 1, 6), None, ""),
        lanes.Bar("hold", day(2025, 1, 1), day(2025, 2, 1), ""),
    ]
    chart = lanes.lanes(
        [lanes.Lane("x", bars)], first=day(2026, 1, 1), last=day(2026, 1, 10), on=day(2026, 1, 6), ticks=[]
    )
    assert [(bar.x, bar.width) for bar in chart.bars] == [(240, 720), (600, 360)]
    assert chart.today == 600


TEMPLATES = sorted(Path("templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if path.parts[1] not in ("letters", "mail")]


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_every_template_is_well_formed(path):
    get_template(str(path.relative_to("templates")))


@pytest.mark.parametrize("path", PAGES, ids=str)
def test_no_page_carries_an_inline_style_or_script(path):
    text = path.read_text()
    assert " style=" not in text and "<style" not in text and " onclick=" not in text
    assert text.count("<script") == text.count("<script src=") + text.count('type="application/json"')


PARTS = [
    "acts",
    "answers",
    "checks",
    "coach",
    "eyes",
    "findings",
    "lanes",
    "pay",
    "queue",
    "tasks",
    "timeline",
    "tracker",
]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", [*PARTS, "triptych", "views"])
def test_a_part_draws_what_it_is_given(name, language):
    given = looks_page.context()
    renamed = {"lines": given["pays"]} if name == "pay" else {"rows": given["findings"]} if name == "findings" else {}
    with translation.override(language):
        assert len(render_to_string(f"parts/{name}.html", {**given, **renamed})) > 150
