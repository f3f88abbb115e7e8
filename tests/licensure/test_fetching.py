"""Asking over HTTP: how often, how long and how much, and what is said of a server that does anything else than answer."""

import contextlib
import socket
import threading

import pytest

from licensure.sources.answers import Outcome, Request, Unavailable
from licensure.sources.fetching import BadAddress, Fetcher
from tests.licensure.registers.serving import Reply, hanging_up, serving
from tests.licensure.test_register_faults import asked, fetcher, good


def test_a_failure_that_may_pass_is_tried_again_after_pauses_that_double():
    replies, slept = [Reply(b"", 503), Reply(b"", 502), good("us-npi")], []
    with serving(lambda request: replies.pop(0)) as (address, seen):
        fetch = fetcher(attempts=3, pause=0.5, sleep=slept.append)
        assert fetch(Request(address)).status == 200
    assert (len(seen), slept) == (3, [0.5, 1.0])


def test_a_server_that_names_a_time_is_given_it_and_a_long_one_is_left_to_the_job():
    slept = []
    with serving(lambda request: Reply(b"", 429, headers={"Retry-After": "7"})) as (address, seen), pytest.raises(Unavailable):
        fetcher(attempts=2, sleep=slept.append)(Request(address))
    assert (len(seen), slept) == (2, [7.0])
    with serving(lambda request: Reply(b"", 429, headers={"Retry-After": "3600"})) as (address, seen), pytest.raises(Unavailable):
        fetcher(attempts=5, sleep=slept.append)(Request(address))
    assert (len(seen), slept) == (1, [7.0])


def test_what_will_not_pass_is_asked_once():
    with serving(lambda request: Reply(b"", 302, headers={"Location": "/"})) as (address, seen), pytest.raises(Unavailable):
        fetcher(attempts=5)(Request(address))
    assert len(seen) == 1


def test_two_requests_to_one_host_keep_their_distance_and_another_host_does_not_wait():
    slept = []
    with serving(lambda request: Reply(b"[]")) as (one, _), serving(lambda request: Reply(b"[]")) as (other, _):
        fetch = fetcher(every=60.0, sleep=slept.append)
        fetch(Request(one))
        fetch(Request(other))
        assert slept == []
        fetch(Request(one))
    assert len(slept) == 1
    assert 50 < slept[0] <= 60


def test_the_environment_is_not_asked_where_to_go(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert asked("us-npi", good("us-npi")).outcome == Outcome.FOUND


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "http:///register", "ftp://example.org/", "http://user:word@example.org/", "//example.org", ""],
)
def test_only_a_web_address_is_asked(url):
    with pytest.raises(BadAddress):
        fetcher()(Request(url))

def failed(reply, fetch=None) -> Unavailable:
    """Why this reply is no answer."""
    with serving(lambda request: reply) as (address, _), pytest.raises(Unavailable) as caught:
        (fetch or fetcher())(Request(address))
    return caught.value


@contextlib.contextmanager
def saying(said: bytes):
    """A server that says this and then nothing more, until the other side has had enough."""
    listener = socket.create_server(("127.0.0.1", 0))

    def run():
        with contextlib.suppress(OSError):
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(said)
                while connection.recv(65536):
                    pass

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()
        thread.join(10)


# ── Again, and when ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(("attempts", "slept"), [(1, []), (2, [0.5]), (3, [0.5, 1.0]), (4, [0.5, 1.0, 2.0])])
def test_it_asks_as_often_as_it_may_and_says_the_last_failure(attempts, slept):
    paused = []
    with serving(lambda request: Reply(b"later", 503)) as (address, seen), pytest.raises(Unavailable, match="busy: 503"):
        fetcher(attempts=attempts, pause=0.5, sleep=paused.append)(Request(address))
    assert (len(seen), paused) == (attempts, slept)


def test_unless_told_otherwise_it_asks_three_times_and_takes_eight_mebibytes():
    slept = []
    with serving(lambda request: Reply(b"", 503)) as (address, seen), pytest.raises(Unavailable):
        Fetcher(sleep=slept.append, every=0.0)(Request(address))
    assert (len(seen), slept, Fetcher().limit) == (3, [0.5, 1.0], 8_388_608)
    assert "_lock" not in repr(Fetcher()) and "_next" not in repr(Fetcher())


@pytest.mark.parametrize(
    ("asks", "waits"), [("30", [30.0]), ("31", []), ("29", [29.0]), ("0", [0.5]), ("soon", [0.5]), ("-7", [0.5]), ("", [0.5])]
)
def test_half_a_minute_is_waited_and_no_longer(asks, waits):
    slept = []
    failed(Reply(b"", 429, headers={"Retry-After": asks}), fetcher(attempts=2, pause=0.5, sleep=slept.append))
    assert slept == waits


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (200, ""), (299, ""), (300, "redirect"), (399, "redirect"), (400, ""), (428, ""), (429, "busy"), (430, ""), (500, ""), (501, ""),
        (502, "busy"), (503, "busy"), (504, "busy"), (505, ""),
    ],
)  # fmt: skip
def test_which_answers_are_none_by_their_status(status, reason):
    if reason:
        assert (failed(Reply(b"{}", status)).reason, failed(Reply(b"{}", status)).detail) == (reason, str(status))
        return
    with serving(lambda request: Reply(b"{}", status)) as (address, _):
        assert fetcher()(Request(address)).status == status


# ── How much ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("limit", "request_limit", "whole"), [(7, 0, True), (6, 0, False), (1, 7, True), (99, 6, False)])
def test_an_answer_may_be_as_long_as_its_limit(limit, request_limit, whole):
    with serving(lambda request: Reply(b"1234567")) as (address, _):
        request = Request(address, limit=request_limit)
        if whole:
            assert fetcher(limit=limit)(request).body == b"1234567"
            return
        with pytest.raises(Unavailable) as caught:
            fetcher(limit=limit)(request)
    assert (caught.value.reason, caught.value.detail, caught.value.response.body) == ("too_large", "7", b"123456")


@pytest.mark.parametrize(
    ("reply", "limit", "reason", "told"),
    [
        (Reply(b"12345", length=9, headers={"Content-Encoding": "gzip"}), 99, "truncated", "5"),
        (Reply(b"12345", headers={"Content-Encoding": "gzip"}), 2, "too_large", "5"), (Reply(b"12345", length=9), 2, "too_large", "5"),
        (Reply(b"12345", headers={"Content-Encoding": "br"}), 99, "encoded", "5"),
    ],
)  # fmt: skip
def test_the_first_fault_of_an_answer_is_told_with_what_came(reply, limit, reason, told):
    failure = failed(reply, fetcher(limit=limit))
    assert (failure.reason, failure.detail, failure.response.body) == (reason, told, b"12345"[:limit])


def test_an_answer_that_says_it_is_not_packed_is_read():
    with serving(lambda request: Reply(b"[]", headers={"Content-Encoding": "Identity"})) as (address, _):
        assert fetcher()(Request(address)).body == b"[]"


# ── How long ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("said", [b"HTTP/1.1 200 OK\r\n\r\n[]", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n[]", b"HTTP/1.1 2"])
def test_whatever_had_come_when_it_was_cut_off_is_no_answer(said):
    with saying(said) as address, pytest.raises(Unavailable) as caught:
        fetcher(timeout=20.0, deadline=0.2)(Request(address))
    assert caught.value.reason == "timeout"


def test_silence_is_a_timeout_with_what_had_come():
    with saying(b"HTTP/1.1 200 OK\r\n\r\n[]") as address, pytest.raises(Unavailable) as caught:
        fetcher(timeout=0.2)(Request(address))
    assert (caught.value.reason, caught.value.response.body) == ("timeout", b"[]")


def test_an_answer_in_pieces_that_break_off_is_truncated():
    said = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\nno size\r\n"
    with saying(said) as address, pytest.raises(Unavailable) as caught:
        fetcher()(Request(address))
    assert (caught.value.reason, caught.value.response.body) == ("truncated", b"[]")


def test_who_cuts_off_keeps_no_process_alive_and_is_gone_with_the_answer():
    def cutting():
        return [each for each in threading.enumerate() if isinstance(each, threading.Timer)]

    seen = []
    with serving(lambda request: seen.extend(each.daemon for each in cutting()) or Reply(b"[]")) as (address, _):
        fetcher(deadline=60.0)(Request(address))
    for each in cutting():
        each.join(10)
    assert (seen, cutting()) == ([True], [])


# ── What is said ─────────────────────────────────────────────────────────────


def test_what_went_wrong_is_told_in_the_words_of_whoever_noticed():
    with pytest.raises(Unavailable, match="unreachable: Connection refused"):
        fetcher()(Request("http://127.0.0.1:1/"))
    with hanging_up() as address, pytest.raises(Unavailable, match="broken: .+"):
        fetcher()(Request(address))
    with saying(b"") as address, pytest.raises(Unavailable, match="timeout: timed out"):
        fetcher(timeout=0.2)(Request(address))


@pytest.mark.parametrize(("path", "asked_for"), [("", "/"), ("/a/b", "/a/b"), ("?q=1", "/"), ("/a?q=1&r=", "/a")])
def test_it_asks_for_what_the_address_says(path, asked_for):
    with serving(lambda request: Reply(b"[]")) as (address, seen):
        fetcher()(Request(address + path))
    assert (seen[0].path, seen[0].query) == (asked_for, {"q": "1"} if "q=1" in path else {})
    assert (seen[0].method, seen[0].headers["accept-encoding"]) == ("GET", "identity")
