"""Reading SOAP: what is no document, no envelope, a fault, or an element nobody expects; pure."""

import pytest
from defusedxml.ElementTree import fromstring

from licensure.sources.answers import Response, Unavailable
from licensure.sources.soap import body_of, children, envelope, fault_of, parsed, text_of

ONE, TWO = "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"


def refused(act, *args):
    """(reason, detail) of what is no answer."""
    with pytest.raises(Unavailable) as caught:
        act(*args)
    return caught.value.reason, caught.value.detail


NO_DOCUMENT = [
    # status, declared type, body → reason, what was seen
    (200, "", b" \n", "empty", "200"), (503, "", b"", "http_status", "503"), (201, "", b"", "http_status", "201"),
    (200, "text/html", b"<html><title> Down </title></html>", "page", "Down"),
    (503, "text/html", b"<html><title>Down</title></html>", "http_status", "Down"),
    (200, "text/html; charset=x", b"<p>Down</p>", "page", "200"), (502, "", b"<!DOCTYPE html><p>", "http_status", "502"),
    (200, "text/xml", b" <HTML><p>", "page", "200"), (200, "text/html", b"<title>Down</title>", "page", "Down"),
    (200, "text/html", b"<p>abcdefghijk</title>", "page", "200"), (200, "text/html", b"</title>abc<title>", "page", "200"),
    (200, "text/html", b"<title>" + b"x" * 121 + b"</title>", "page", "x" * 120),
    (200, "text/xml", b"<!DOCTYPE a><a/>", "dtd", ""), (200, "text/xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "dtd", ""),
]  # fmt: skip


@pytest.mark.parametrize(("status", "kind", "body", "reason", "seen"), NO_DOCUMENT)
def test_what_is_no_document_is_named(status, kind, body, reason, seen):
    assert refused(parsed, Response(status, {"content-type": kind}, body)) == (reason, seen)


@pytest.mark.parametrize(("status", "reason"), [(200, "not_xml"), (500, "http_status"), (201, "http_status")])
def test_what_is_no_xml_is_named(status, reason):
    assert refused(parsed, Response(status, {}, b"<a>"))[0] == reason


def test_an_envelope_is_of_soap_1_1_and_read_back():
    root = parsed(Response(200, {"content-type": "text/xml"}, envelope("<a>b</a>")))
    assert root.tag == f"{{{ONE}}}Envelope"
    assert text_of(body_of(root, 200, "a")) == "b"


def soap(content, space=ONE, name="Envelope"):
    return fromstring(f'<s:{name} xmlns:s="{space}">{content}</s:{name}>')


def test_soap_1_2_is_read_as_well():
    assert body_of(soap("<s:Body><a/></s:Body>", TWO), 200, "a").tag == "a"


FAULT = "<s:Body><s:Fault><faultcode>x</faultcode><faultstring> Busy </faultstring></s:Fault></s:Body>"
NEWER = "<s:Body><s:Fault><s:Reason><s:Text> </s:Text><s:Text>Busy</s:Text></s:Reason></s:Fault></s:Body>"


@pytest.mark.parametrize(
    ("root", "status", "reason", "detail"),
    [
        (soap(FAULT), 500, "fault", "Busy"), (soap(FAULT), 200, "fault", "Busy"), (soap(NEWER, TWO), 200, "fault", "Busy"),
        (soap("<s:Body><a/></s:Body>"), 500, "http_status", "500"), (soap("<s:Body><a/></s:Body>"), 201, "http_status", "201"),
        (soap("<s:Body><b/></s:Body>"), 200, "schema", "b"), (soap("<s:Body/>"), 200, "schema", f"{{{ONE}}}Envelope"),
        (soap("<s:Body><a/><a/></s:Body>"), 200, "schema", f"{{{ONE}}}Envelope"),
        (soap("<s:Header/>"), 200, "schema", f"{{{ONE}}}Envelope"),
        (soap("<s:Body><a/></s:Body>", "urn:x"), 200, "schema", "{urn:x}Envelope"),
        (soap("<s:Body><a/></s:Body>", ONE, "Other"), 200, "schema", f"{{{ONE}}}Other"),
    ],
)  # fmt: skip
def test_a_body_with_anything_but_the_one_element_expected_is_no_answer(root, status, reason, detail):
    assert refused(body_of, root, status, "a") == (reason, detail)


def test_a_fault_without_words_says_nothing():
    assert fault_of(fromstring("<Fault><faultcode>Busy</faultcode></Fault>")) == ""


PARENT = '<p xmlns="urn:x" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">{}</p>'


@pytest.mark.parametrize(
    ("content", "keep", "found"),
    [
        ("<a/><b/><a/>", False, {"a": 2, "b": 1}), ('<a i:nil="true"/><b i:nil="1"/>', False, {}),
        ('<a i:nil="true"/>', True, {"a": 1}), ('<a i:nil="false"/>', False, {"a": 1}), ("", False, {}),
    ],
)  # fmt: skip
def test_children_stand_by_name_and_those_said_to_be_nil_are_left_out_unless_kept(content, keep, found):
    given = {"keep_nil": True} if keep else {}
    named = children(fromstring(PARENT.format(content)), "urn:x", ("a", "b"), **given)
    assert {name: len(each) for name, each in named.items()} == found


@pytest.mark.parametrize(("content", "tag"), [("<c/>", "{urn:x}c"), ('<a xmlns="urn:y"/>', "{urn:y}a"), ('<a xmlns=""/>', "a")])
def test_a_child_nobody_expects_is_another_schema(content, tag):
    assert refused(children, fromstring(PARENT.format(content)), "urn:x", ("a", "b")) == ("schema", tag)


@pytest.mark.parametrize(("xml", "text"), [("<a/>", ""), ("<a> b </a>", "b")])
def test_text_has_no_blanks_at_its_ends(xml, text):
    assert text_of(fromstring(xml)) == text
