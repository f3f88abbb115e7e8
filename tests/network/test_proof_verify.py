"""The verifier of a file of evidence, run as an auditor runs it: alone, isolated, on a pack somebody may have changed."""

import ast
import hashlib
import json
import random
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from network.proof import making, verify
from network.proof.contents import Member, rows_member
from network.proof.trail import Chain
from network.seals import public_hex

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
HEAD = making.Head("HB-0042", "Harbor EAP", "Una Ledgerwood", datetime(2026, 11, 26, 12, tzinfo=UTC))

# RFC 8032, 7.1: secret key, public key, message, signature
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]  # fmt: skip


# ── The signature ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_published_vectors_verify_and_no_single_bit_of_them_may_change(key, message, signature):
    key, message, signature = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
    assert verify.signed_by(key, message, signature)
    for bit in range(0, 512, 37):
        assert not verify.signed_by(key, message, flipped(signature, bit // 8, 1 << bit % 8))
    for bit in range(0, 256, 37):
        assert not verify.signed_by(flipped(key, bit // 8, 1 << bit % 8), message, signature)
    assert not verify.signed_by(key, message + b"x", signature)


def test_it_agrees_with_the_library_on_keys_and_messages_of_every_length():
    dice = random.Random(8032)  # noqa: S311
    for length in (0, 1, 63, 64, 65, 1000):
        key, message = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32)), dice.randbytes(length)
        signature = key.sign(message)
        assert verify.signed_by(key.public_key().public_bytes_raw(), message, signature)
        assert not verify.signed_by(OTHER.public_key().public_bytes_raw(), message, signature)


@pytest.mark.parametrize(
    ("key", "signature"),
    [
        (b"\1" + bytes(31), b"\1" + bytes(63)),  # the neutral point signs everything, if it were let
        (bytes(31), bytes(64)),
        (b"\xff" * 32, bytes(64)),  # no point at all
        (KEY.public_key().public_bytes_raw(), b""),
    ],
)  # fmt: skip
def test_keys_and_signatures_that_are_none_are_refused(key, signature):
    assert not verify.signed_by(key, b"anything", signature)


def test_a_signature_is_not_valid_twice_by_adding_the_order_to_its_scalar():
    signature = KEY.sign(b"once")
    scalar = int.from_bytes(signature[32:], "little") + verify.ORDER
    assert not verify.signed_by(KEY.public_key().public_bytes_raw(), b"once", signature[:32] + scalar.to_bytes(32, "little"))


# ── A pack of its own ────────────────────────────────────────────────────────


def chain(count=6, scope="organization:3"):
    """A chain of made-up events; those of uneven number are somebody else's."""
    previous, rows = "ab" * 32, [(f"{scope} #10", {"after": 10, "hash": "ab" * 32})]
    for number in range(11, 11 + count):
        values = {"reason": f"reason {number}", "after": {"good_through": "2027-06-30"}}
        event = {"scope": scope, "sequence": number, "action": "verification.verify", "actor_label": "Tom Wetherby"}
        event["payload_digest"] = verify.sha256("salt" + verify.canonical(values))
        core = verify.sha256(verify.canonical(event))
        previous = verify.linked(previous, core)
        told = {"event": event, "payload": {"salt": "salt", "values": values}, "hash": previous}
        other = {"first": number, "cores": [core], "hash": previous}
        rows.append((f"{scope} #{number}", other if number % 2 else told))
    return Chain(scope, tuple(rows), (10 + count, previous))


def members():
    checks = [(f"licensure.verification:{n}", {"element": "license", "number": n, "source": "Ohio board"}) for n in range(1, 6)]
    return [
        Member("index.html", b"<h1>Wren Halloway</h1>"),
        rows_member("records/verifications", checks),
        Member("documents/0001.pdf", b"%PDF-1.7 invented" * 50, "certificate.pdf"),
        Member("documents/0002.jpg", bytes(range(256)) * 4, "license.jpg"),
    ]


def made(found=None, chains=None, key=KEY) -> bytes:
    return making.pack(HEAD, found or members(), chains or [chain()], key)


def flipped(data: bytes, at: int, mask=0xFF) -> bytes:
    return data[:at] + bytes([data[at] ^ mask]) + data[at + 1:]


def again(data: bytes, change) -> bytes:
    """The same ZIP, well formed, with other members: `change` takes and gives a list of (name, content)."""
    pairs = [(name, content) for name, _at, content, _whole in verify.walk(data)]
    return making.zipped([Member(name, content) for name, content in change(pairs)])


def lines_of(name, change):
    """A change of the lines of one member."""

    def do(pairs):
        return [(each, b"".join(change(content.splitlines(True))) if each == name else content) for each, content in pairs]

    return do


def told(data: bytes, tmp_path, *more, key=KEY):
    """What the verifier says, run from the pack's own copy in a folder that knows nothing of the project."""
    pack, program = tmp_path / "pack.zip", tmp_path / "verify.py"
    pack.write_bytes(data)
    program.write_bytes(making.VERIFIER.read_bytes())
    command = [sys.executable, "-I", program, pack, "--key", public_hex(key.public_key()), *more]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={"PYTHONUTF8": "1"})
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def test_a_whole_pack_is_whole_and_an_ordinary_zip(tmp_path):
    data = made()
    code, words = told(data, tmp_path)
    assert code == 0 and "Whole and signed: HB-0042, Harbor EAP" in words
    with zipfile.ZipFile(BytesIO(data)) as opened:
        assert opened.testzip() is None
        assert opened.namelist()[:2] == ["manifest.json", "signature.json"] and "verify.py" in opened.namelist()
    assert made() == data, "the same contents at the same instant are the same bytes"


def test_any_one_byte_that_is_flipped_is_found():
    data, key = made(), KEY.public_key().public_bytes_raw()
    dice = random.Random(1)  # noqa: S311
    heads = [at for _name, at, _content, _whole in verify.walk(data)]
    places = {place for at in heads for place in range(at, at + 30)} | set(range(len(data) - 22, len(data)))
    places |= set(dice.sample(range(len(data)), 400))
    missed = [place for place in places if not verify.check(flipped(data, place, 1 << dice.randrange(8)), key)[0]]
    assert missed == []


@pytest.mark.parametrize(
    ("where", "named"),
    [
        (b"Ohio board", "ALTERED  licensure.verification:1 (records/verifications.jsonl, record 1)"),
        (b"certificate.pdf", "NOT SIGNED  manifest.json was not signed by this key, or was altered since"),
        (b"invented", "ALTERED  documents/0001.pdf (certificate.pdf)"),
        (b"reason 14", "ALTERED  organization:3 #14 (trail/organization-3.jsonl, record 5)"),
        (b"Check a file of evidence", "ALTERED  verify.py"),
        (b"Halloway", "ALTERED  index.html"),
    ],
)
def test_one_flipped_byte_names_its_record(where, named, tmp_path):
    data = made()
    code, words = told(flipped(data, data.index(where), 1), tmp_path)
    assert code == 1 and named in words.splitlines()


def test_a_row_with_a_key_of_its_own_is_named_by_that_of_its_record(tmp_path):
    covers = rows_member("records/covers", [(f"network.cover:{n}", {"key": f"row{n}", "last": "2027-06-30"}) for n in (1, 2, 3)])
    assert json.loads(covers.content.splitlines()[1]) == {"key": "network.cover:2", "own_key": "row2", "last": "2027-06-30"}
    data = made([covers])
    code, words = told(flipped(data, data.index(b"row2"), 1), tmp_path)
    first, checksum, _last = words.splitlines()
    assert (code, first) == (1, "ALTERED  network.cover:2 (records/covers.jsonl, record 2)") and "of the ZIP" in checksum


def test_an_altered_event_is_also_named_by_the_chain(tmp_path):
    data = made()
    _code, words = told(flipped(data, data.index(b"reason 14")), tmp_path)
    assert "TRAIL  organization:3 #14: its details do not match their digest" in words or "a row cannot be read" in words


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (lines_of("records/verifications.jsonl", lambda rows: rows[:1] + rows[2:]),
         ["REMOVED  licensure.verification:2 (records/verifications.jsonl)"]),
        (lines_of("records/verifications.jsonl", lambda rows: [*rows[:2], b'{"key":"licensure.verification:9"}\n', *rows[2:]]),
         ["ADDED  licensure.verification:9 (records/verifications.jsonl, record 3)"]),
        (lines_of("records/verifications.jsonl", lambda rows: [*rows, rows[0]]),
         ["ADDED  licensure.verification:1 (records/verifications.jsonl, record 6)"]),
        (lines_of("records/verifications.jsonl", lambda rows: [rows[1], rows[0], *rows[2:]]),
         ["REORDERED  licensure.verification:2 (records/verifications.jsonl)",
          "REORDERED  licensure.verification:1 (records/verifications.jsonl)"]),
        (lines_of("records/verifications.jsonl", lambda rows: rows[:3]),
         ["CUT OFF  licensure.verification:4 (records/verifications.jsonl)",
          "CUT OFF  licensure.verification:5 (records/verifications.jsonl)"]),
        (lines_of("trail/organization-3.jsonl", lambda rows: rows[:3] + rows[4:]),
         ["REMOVED  organization:3 #13 (trail/organization-3.jsonl)", "TRAIL  organization:3 #13: the row that stands here is number 14"]),
        (lines_of("trail/organization-3.jsonl", lambda rows: rows[:-2]),
         ["CUT OFF  organization:3 #16 (trail/organization-3.jsonl)", "TRAIL  organization:3: does not end at number 16 as signed"]),
        (lambda pairs: [pair for pair in pairs if pair[0] != "documents/0001.pdf"], ["REMOVED  documents/0001.pdf (certificate.pdf)"]),
        (lambda pairs: [*pairs, ("documents/0009.pdf", b"new")], ["ADDED  documents/0009.pdf"]),
        (lambda pairs: [*pairs[:4], pairs[5], pairs[4], *pairs[6:]],
         ["REORDERED  documents/0001.pdf (certificate.pdf)", "REORDERED  documents/0002.jpg (license.jpg)"]),
        (lambda pairs: [("documents/7.pdf" if name == "documents/0001.pdf" else name, content) for name, content in pairs],
         ["ALTERED  documents/0001.pdf (certificate.pdf) (it has another name now)"]),
        (lambda pairs: [pairs[0], *pairs[2:]], ["NOT SIGNED  signature.json is not there"]),
        (lambda pairs: [*pairs[2:], *pairs[:2]], ["REORDERED  manifest.json and signature.json do not come first"]),
        (lambda pairs: [*pairs, pairs[0]], ["ADDED  manifest.json (it is there twice)"]),
    ],
)  # fmt: skip
def test_what_was_removed_added_moved_or_cut_off_is_named(change, named, tmp_path):
    code, words = told(again(made(), change), tmp_path)
    assert code == 1 and not set(named) - set(words.splitlines()), words


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_pack_whose_end_is_missing_is_cut_off_or_unreadable(share, tmp_path):
    data = made()
    code, words = told(data[: int(len(data) * share)], tmp_path)
    assert code == 1 and ("CUT OFF" in words or "UNREADABLE" in words or "directory at the end" in words), words


def test_the_middle_of_a_document_missing_at_the_end_names_the_document_and_what_followed(tmp_path):
    data = made()
    _code, words = told(data[: data.index(b"invented") + 100], tmp_path)
    assert "CUT OFF  the ZIP ends in the middle of documents/0001.pdf (certificate.pdf)" in words
    assert "CUT OFF  documents/0002.jpg (license.jpg)" in words and "CUT OFF  verify.py" in words


# ── Hashes made anew ─────────────────────────────────────────────────────────


def forged(key) -> bytes:
    """Everything anew over a changed record: every hash, the chain, the manifest, and a signature of somebody else's."""
    changed = members()
    changed[1] = rows_member("records/verifications", [("licensure.verification:1", {"source": "Nobody"})])
    return made(changed, [chain(8)], key)


def test_a_pack_whose_every_hash_was_made_anew_without_the_key_is_rejected(tmp_path):
    code, words = told(forged(OTHER), tmp_path)
    assert code == 1 and words.startswith("NOT SIGNED  manifest.json was not signed by this key")


def test_nor_does_it_help_to_keep_the_old_signature_or_to_name_the_right_key(tmp_path):
    old = {name: content for name, _at, content, _whole in verify.walk(made())}
    kept = again(forged(OTHER), lambda pairs: [(n, old[n] if n == "signature.json" else c) for n, c in pairs])
    assert "NOT SIGNED" in told(kept, tmp_path)[1]
    named = json.dumps({**json.loads(old["signature.json"]), "signature": "00" * 64}, sort_keys=True, separators=(",", ":"))
    kept = again(forged(OTHER), lambda pairs: [(n, named.encode() if n == "signature.json" else c) for n, c in pairs])
    assert "NOT SIGNED" in told(kept, tmp_path)[1]


# ── An earlier seal ──────────────────────────────────────────────────────────


def sealed(tmp_path, number, hash_, key=KEY):
    """A seal as `manage.py audit seal` writes it."""
    statement = {"format": verify.SEAL_FORMAT, "sealed_at": "2026-11-01T00:00:00+00:00", "heads": [["organization:3", number, hash_]]}
    signature = key.sign(verify.canonical(statement).encode()).hex()
    path = tmp_path / "seal.json"
    path.write_text(json.dumps({**statement, "public_key": public_hex(key.public_key()), "signature": signature}))
    return path


def test_the_trail_must_pass_through_what_an_earlier_seal_named(tmp_path):
    data, rows = made(), dict(chain().rows)
    right = rows["organization:3 #14"]["hash"]
    assert told(data, tmp_path, "--seal", sealed(tmp_path, 14, right))[0] == 0
    assert "TRAIL  organization:3 #14: not the row that was sealed" in told(data, tmp_path, "--seal", sealed(tmp_path, 14, "cd" * 32))[1]
    words = told(data, tmp_path, "--seal", sealed(tmp_path, 99, right))[1]
    assert "TRAIL  organization:3: ends at number 16, and was sealed through 99" in words
    code, words = told(data, tmp_path, "--seal", sealed(tmp_path, 14, right, OTHER))
    assert code == 2 and "not signed by this key" in words


def test_what_is_no_pack_or_no_key_is_said(tmp_path):
    assert told(b"nothing of the kind", tmp_path)[0] == 1
    (tmp_path / "x.zip").write_bytes(made())
    done = subprocess.run(
        [sys.executable, "-I", making.VERIFIER, tmp_path / "x.zip", "--key", "no key"], capture_output=True, text=True
    )
    assert done.returncode == 2 and "Cannot be read" in done.stdout


def test_more_than_a_zip_holds_is_refused(monkeypatch):
    monkeypatch.setattr(making, "LARGEST", 1000)
    with pytest.raises(making.TooLarge):
        made()


def test_the_hash_of_the_verifier_in_a_pack_is_the_one_of_the_project():
    found = {name: content for name, _at, content, _whole in verify.walk(made())}
    assert hashlib.sha256(found["verify.py"]).digest() == hashlib.sha256(making.VERIFIER.read_bytes()).digest()


# ── What an attacker or an old machine does to the program itself ────────────

DEEP = b"[" * 200_000
SURROGATE = b'{"key":"\\ud800\\u001b[2J\\nWhole and signed","after":1,"hash":"a"}\n'
RUBBISH = b'NaN\n[]\n5\n"x"\nnull\n{"key":1}\n' + b"1" * 10_000


@pytest.mark.parametrize("rubbish", [b"", DEEP, SURROGATE, RUBBISH], ids=["empty", "deep", "surrogate", "rubbish"])
@pytest.mark.parametrize("name", ["manifest.json", "signature.json", "records/verifications.jsonl", "trail/organization-3.jsonl"])
def test_whatever_stands_in_place_of_json_is_a_fault_and_never_an_end_of_the_program(name, rubbish, tmp_path):
    code, words = told(again(made(), lambda pairs: [(each, rubbish if each == name else content) for each, content in pairs]), tmp_path)
    assert code == 1 and name in words and words.splitlines()[-1].startswith("This file of evidence is NOT what was signed")


@pytest.mark.parametrize("head", [[], 5, None, {}])
def test_a_manifest_whose_heads_are_no_heads_is_said(head, tmp_path):
    def change(pairs):
        found = dict(pairs)
        manifest = json.loads(found["manifest.json"])
        manifest["chains"][0]["head"] = head
        return [(name, json.dumps(manifest).encode() if name == "manifest.json" else content) for name, content in pairs]

    code, words = told(again(made(), change), tmp_path, "--seal", sealed(tmp_path, 14, "ab" * 32))
    assert code == 1 and "manifest.json was not signed by this key" in words


def test_a_record_called_like_a_good_answer_does_not_look_like_one(tmp_path):
    words = told(again(made(), lines_of("records/verifications.jsonl", lambda lines: [*lines, SURROGATE])), tmp_path)[1]
    lines = words.splitlines()
    assert not any(line.startswith("Whole") for line in lines) and "\x1b" not in words
    assert any(line.startswith(r"ADDED  \ud800\x1b[2J\nWhole and signed") for line in lines)


@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", "Zoë Wójcik"), ("cp1252", "Zoë Wójcik"), ("ascii", r"Zo\xeb W\xf3jcik")])
def test_a_name_is_told_on_any_terminal(encoding, shown, tmp_path):
    (tmp_path / "pack.zip").write_bytes(making.pack(making.Head("Zoë Wójcik", "Harbor", "Una", HEAD.made_at), members(), [chain()], KEY))
    program = f"import sys; sys.argv[0] = ''; sys.stdout.reconfigure(encoding={encoding!r}); sys.path.insert(0, sys.argv.pop(1)); "
    program += "import verify; sys.exit(verify.main(sys.argv[1:]))"
    command = [sys.executable, "-I", "-c", program, making.VERIFIER.parent, tmp_path / "pack.zip", "--key", public_hex(KEY.public_key())]
    done = subprocess.run(command, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"") and shown in done.stdout.decode(encoding)


def test_it_is_written_for_python_3_9():
    tree = ast.parse(making.VERIFIER.read_text(encoding="utf-8"), feature_version=(3, 9))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "zip"]
    assert calls and not any(call.keywords for call in calls), "3.9 knows no strict"
    assert not [node for node in ast.walk(tree) if type(node).__name__ in ("Match", "TypeAlias", "TryStar")]
