#!/usr/bin/env python3
"""Check a file of evidence: python3 -I verify.py PACK.zip --key PUBLIC_KEY [--seal SEAL.json]

Needs nothing but Python 3.9. Take this file and the public key from the organization, not from the pack you check:
whoever changed a pack can change what lies in it. With --seal, a seal of the audit trail kept since an earlier day, it
is also checked that the trail in the pack is the one that was sealed then.

It names every record that was altered, removed, added, put in another order or cut off, and the bytes of the ZIP itself
that are not as they were written. Exit 0: whole and signed. 1: not. 2: could not be read at all.
"""

import argparse
import hashlib
import json
import struct
import sys
import zlib
from itertools import zip_longest
from pathlib import Path

FORMAT = "goodstanding evidence 1"
SEAL_FORMAT = "goodstanding audit seal 1"
MANIFEST, SIGNATURE, ROWS = "manifest.json", "signature.json", ".jsonl"
UNREADABLE = (LookupError, ValueError, TypeError, AttributeError, RecursionError)  # what altered JSON can cause


# ── One spelling of JSON, and the hashes of the audit trail ──────────────────────────────────────────────────────────

def canonical(value):
    """The same values always give the same text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(data):
    """As hexadecimal text."""
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def linked(previous, core):
    """The hash of a row: over the hash of the row before it and its own core, which is the hash of its fields."""
    return sha256(previous + core)


# ── Ed25519 (RFC 8032), verification alone; nothing here is secret, so nothing here is constant in time ──────────────

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # of -1
ZERO = (0, 1, 1, 0)


def _added(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number, point):
    found = ZERO
    while number:
        if number & 1:
            found = _added(found, point)
        point, number = _added(point, point), number >> 1
    return found


def _point(data):
    """The point 32 bytes stand for, or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def _bytes(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed_by(key, message, signature):
    """Whether the holder of the public `key` (32 bytes) signed `message`; `signature` is 64 bytes."""
    if len(key) != 32 or len(signature) != 64:
        return False
    public, scalar = _point(key), int.from_bytes(signature[32:], "little")
    if public is None or scalar >= ORDER or _bytes(_times(8, public)) == _bytes(ZERO):
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    minus = (P - public[0], public[1], public[2], P - public[3])
    return _bytes(_added(_times(scalar, BASE), _times(challenge, minus))) == signature[:32]


# ── The ZIP: members as they are, one after another, no byte between them that is not told here ──────────────────────

LOCAL, CENTRAL, END = b"PK\3\4", b"PK\1\2", b"PK\5\6"
DAY = (0, 33)  # every member says the first day of 1980, so that the same pack is the same bytes


def local_header(name, size, crc):
    """What stands before a member."""
    return struct.pack("<4s5H3L2H", LOCAL, 20, 0, 0, *DAY, crc, size, size, len(name), 0) + name


def central_header(name, size, crc, offset):
    """What the directory at the end says of a member."""
    head = struct.pack("<4s4B4H3L", CENTRAL, 20, 3, 20, 0, 0, 0, *DAY, crc, size, size)
    return head + struct.pack("<5H2L", len(name), 0, 0, 0, 0, 0o600 << 16, offset) + name


def end_record(count, size, offset):
    """The last 22 bytes."""
    return struct.pack("<4s4H2LH", END, 0, 0, count, count, size, offset, 0)


def walk(data):
    """The members in their order: (name, offset, content, whole). One that the file ends in the middle of is not whole."""
    found, at = [], 0
    while _begins(data, at):
        crc, size = struct.unpack_from("<L4xL", data, at + 14)
        start = at + 30 + struct.unpack_from("<H", data, at + 26)[0]
        name, end = data[at + 30:start].decode("ascii", "replace"), start + size
        if not _follows(data, end) and zlib.crc32(data[start:end]) != crc:
            # the size is not as it was written, or the file ends here: go on at the next mark
            marks = [place for place in (data.find(mark, start) for mark in (LOCAL, CENTRAL)) if place >= 0]
            if not marks:
                found.append((name, at, data[start:], False))
                return found
            end = min(marks)
        found.append((name, at, data[start:end], True))
        at = end
    return found


def _begins(data, at):
    """Whether a member begins here, also where one byte of its mark is not as it was."""
    alike = sum(one == other for one, other in zip(data[at:at + 4], LOCAL))  # noqa: B905 - Python 3.9 knows no strict
    return len(data) >= at + 30 and (alike == 4 or alike == 3 and data[at + 4:at + 6] == b"\x14\0")


def _follows(data, end):
    return _begins(data, end) or data[end:end + 4] == CENTRAL


def strange_byte(data, members):
    """The first byte that is not as a pack is written, as (place, what lies there); None when every one is."""
    at, directory, count = 0, b"", 0
    for name, _offset, content, _whole in members:
        label, crc = name.encode("ascii", "replace"), zlib.crc32(content)
        head = local_header(label, len(content), crc)
        if data[at:at + len(head)] != head:
            return at + _first(data[at:at + len(head)], head), "the header of " + name
        directory += central_header(label, len(content), crc, at)
        at, count = at + len(head) + len(content), count + 1
    closing = directory + end_record(count, len(directory), at)
    if data[at:] != closing:
        return at + _first(data[at:], closing), "the directory at the end of the ZIP"
    return None


def _first(one, other):
    return next(place for place, pair in enumerate(zip_longest(one, other)) if pair[0] != pair[1])


# ── Comparing what is there with what was signed ─────────────────────────────────────────────────────────────────────

def compared(told, there, where):
    """Faults between signed (key, hash) pairs and those that are there, in words that name the records."""
    keys, now = [key for key, _hash in told], [key for key, _hash in there]
    hashes, faults, unknown = dict(told), [], []
    for number, (key, digest) in enumerate(there, 1):
        stood = keys[number - 1] if number <= len(keys) else None
        if key not in hashes and stood is not None and stood not in now:
            faults.append(f"ALTERED  {stood} ({where}, record {number})")
            unknown.append(stood)
        elif key not in hashes or key in now[:number - 1]:
            faults.append("ADDED  {} ({}, record {})".format(key or "a record without a name", where, number))
        elif digest != hashes[key]:
            faults.append(f"ALTERED  {key} ({where}, record {number})")
    gone = [key for key in keys if key not in now and key not in unknown]
    cut = bool(gone) and gone == keys[len(keys) - len(gone):] and keys[:1] != gone[:1]
    faults += ["{}  {} ({})".format("CUT OFF" if cut else "REMOVED", key, where) for key in gone]
    return faults + [f"REORDERED  {key} ({where})" for key in _moved(keys, now)]


def _moved(keys, now):
    known, both = set(keys), list(dict.fromkeys(key for key in now if key in set(keys)))
    right = [key for key in keys if key in known and key in set(both)]
    return [key for key, other in zip(both, right) if key != other]  # noqa: B905 - Python 3.9 knows no strict


def records(content):
    """(key, hash) of every line of a member of rows; a line that cannot be read has no key."""
    lines = content.split(b"\n")
    found = []
    for line in lines[:-1] if lines[-1] == b"" else lines:
        try:
            key = json.loads(line)["key"]
        except UNREADABLE:
            key = None
        found.append((key if isinstance(key, str) else None, sha256(line)))
    return found


def member_faults(told, members):
    """What is wrong with the members: first which, then each, down to its records."""
    there = [(name, sha256(content)) for name, _offset, content, _whole in members if name not in (MANIFEST, SIGNATURE)]
    faults, contents = [], {name: (content, whole) for name, _offset, content, whole in members}
    altered = []
    for entry in told:
        name, content = entry["name"], contents.get(entry["name"], (None, True))[0]
        if content is None or sha256(content) == entry["sha256"]:
            continue
        altered.append(name)
        inner = compared([tuple(pair) for pair in entry.get("records", [])], records(content), name) if "records" in entry else []
        if not contents[name][1]:
            faults.append("CUT OFF  the ZIP ends in the middle of " + _called(entry))
        faults += inner or ([] if not contents[name][1] else ["ALTERED  " + _called(entry)])
    labels = {entry["name"]: _called(entry) for entry in told}
    found = compared([(e["name"], e["sha256"]) for e in told], there, "the ZIP")
    for line in found:
        sort, _gap, rest = line.partition("  ")
        name = rest.partition(" (the ZIP")[0]
        if sort != "ALTERED":
            faults.append(f"{sort}  {labels.get(name, name)}")
        elif name not in altered:
            faults.append(f"ALTERED  {labels.get(name, name)} (it has another name now)")
    return faults


def _called(entry):
    return "{} ({})".format(entry["name"], entry["title"]) if entry.get("title") else entry["name"]


# ── The audit trail ──────────────────────────────────────────────────────────────────────────────────────────────────

def chain_faults(scope, rows, head):
    """Whether the rows of one chain follow one another to `head` ([number, hash]); the first that does not is named."""
    number, previous, passed = None, None, {}
    for row in rows:
        if number is None:
            number, previous = row.get("after"), row.get("hash")
            passed[number] = previous
            continue
        cores = row.get("cores") or [sha256(canonical(row["event"]))]
        if row.get("first", number + 1) != number + 1:
            return ["TRAIL  {} #{}: expected number {}".format(scope, row.get("first"), number + 1)], passed
        if "event" in row and (fault := _event_fault(row, number + 1, scope)):
            return [f"TRAIL  {scope} #{number + 1}: {fault}"], passed
        for core in cores:
            number, previous = number + 1, linked(previous, core)
            passed[number] = previous
        if row.get("hash") != previous:
            return [f"TRAIL  {scope} #{number}: does not follow the row before it"], passed
    return ([] if [number, previous] == head else [f"TRAIL  {scope}: does not end at number {head[0]} as signed"]), passed


def _event_fault(row, number, scope):
    event, payload = row["event"], row["payload"]
    if event["sequence"] != number or event["scope"] != scope:
        return "the row that stands here is number {}".format(event["sequence"])
    if payload.get("erased_at"):
        return "" if payload.get("values") is None else "erased and yet there"
    if sha256(payload["salt"] + canonical(payload["values"])) != event["payload_digest"]:
        return "its details do not match their digest"
    return ""


def trail_faults(chains, contents, seal):
    """Every chain of the pack, and whether it passes through the heads of an earlier seal."""
    faults, sealed = [], {scope: (number, hash_) for scope, number, hash_ in seal or ()}
    for chain in chains:
        content = contents.get(chain["member"])
        if content is None:
            continue
        try:
            rows = [json.loads(line) for line in content.split(b"\n") if line]
            found, passed = chain_faults(chain["scope"], rows, chain["head"])
        except UNREADABLE:
            found, passed = ["TRAIL  {}: a row cannot be read".format(chain["scope"])], {}
        faults += found
        number, hash_ = sealed.get(chain["scope"], (None, None))
        if number is not None and number in passed and passed[number] != hash_:
            faults.append("TRAIL  {} #{}: not the row that was sealed".format(chain["scope"], number))
        if number is not None and number > chain["head"][0]:
            faults.append("TRAIL  {}: ends at number {}, and was sealed through {}".format(chain["scope"], chain["head"][0], number))
    return faults


# ── All of it ────────────────────────────────────────────────────────────────────────────────────────────────────────

def seal_heads(text, key):
    """The heads of a seal, if the key signed it. Raises ValueError."""
    told = json.loads(text)
    signature = bytes.fromhex(told.pop("signature"))
    told.pop("public_key")
    if told.get("format") != SEAL_FORMAT or not signed_by(key, canonical(told).encode(), signature):
        raise ValueError("the seal was not signed by this key")
    return told["heads"]


def check(data, key, heads=None):
    """(faults, manifest): what is wrong with a pack, each in one line; nothing when it is whole and signed by `key`."""
    members = walk(data)
    contents = {name: content for name, _offset, content, _whole in members}
    faults = _signature_faults(contents, key)
    try:
        manifest = json.loads(contents[MANIFEST])
        faults += member_faults(manifest["members"], members)
        faults += trail_faults(manifest["chains"], contents, heads)
    except UNREADABLE:
        return [*faults, "UNREADABLE  manifest.json: no record can be compared with it"], {}
    if [name for name, *_rest in members[:2]] != [MANIFEST, SIGNATURE]:
        faults.append("REORDERED  manifest.json and signature.json do not come first")
    names = [name for name, *_rest in members]
    faults += [f"ADDED  {name} (it is there twice)" for name in (MANIFEST, SIGNATURE) if names.count(name) > 1]
    if strange := strange_byte(data, members):
        faults.append("ALTERED  byte {} of the ZIP: {}".format(*strange))
    return faults, manifest


def _signature_faults(contents, key):
    manifest, told = contents.get(MANIFEST), contents.get(SIGNATURE)
    if manifest is None or told is None:
        missing = [name for name in (MANIFEST, SIGNATURE) if name not in contents]
        return [f"NOT SIGNED  {name} is not there" for name in missing]
    try:
        parsed = json.loads(told)
        signature, exact = bytes.fromhex(parsed["signature"]), canonical(parsed).encode() == told
    except UNREADABLE:
        return ["ALTERED  signature.json cannot be read"]
    if not signed_by(key, manifest, signature):
        return ["NOT SIGNED  manifest.json was not signed by this key, or was altered since"]
    if not exact or parsed.get("public_key") != key.hex() or set(parsed) != {"public_key", "signature"}:
        return ["ALTERED  signature.json is not as it was written"]
    return []


def plain(text):
    """One line that says no more than it means: whoever alters a record may call it anything, also what moves a cursor.

    Signs that the terminal or file it goes to cannot hold are written by their number.
    """
    shown = "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
    known = sys.stdout.encoding or "ascii"
    return shown.encode(known, "backslashreplace").decode(known)


def main(arguments=None):
    """Read, check, tell."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pack", type=Path)
    parser.add_argument("--key", required=True, help="the organization's public key: 64 hexadecimal digits")
    parser.add_argument("--seal", type=Path, help="a seal of the audit trail from an earlier day")
    given = parser.parse_args(arguments)
    try:
        key = bytes.fromhex(given.key)
        heads = seal_heads(given.seal.read_text(encoding="utf-8"), key) if given.seal else None
        data = given.pack.read_bytes()
    except (OSError, *UNREADABLE) as error:
        print(f"Cannot be read: {error}")
        return 2
    faults, manifest = check(data, key, heads)
    for fault in faults:
        print(plain(fault))
    if faults:
        print(f"This file of evidence is NOT what was signed: {len(faults)} faults.")
        return 1
    told = sum(len(entry.get("records", [])) for entry in manifest["members"])
    print(plain("Whole and signed: {}, {}, made {}.".format(manifest["subject"], manifest["organization"], manifest["made_at"])))
    print("{} files, {} records, {} chains of the audit trail.".format(len(manifest["members"]), told, len(manifest["chains"])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
