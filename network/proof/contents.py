"""What a pack about one file holds: parts that apps give, as plain records, and the documents they rest on."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from network import storage
from network.documents_read import Altered, NotServed, open_bytes, permit
from network.events import canonical, name_of
from network.models import Document, Organization, Practitioner
from network.proof.verify import ROWS

WHY_NOT = {NotServed: "not served", Altered: "altered in our store", storage.Missing: "missing in our store"}

SECRET = {"token_hash"}


@dataclass(frozen=True, slots=True)
class Case:
    """Whose evidence: one file of one therapist in one organization. `actor` is who takes it, and sees nothing more by that."""

    reference: str
    organization: Organization
    practitioner: Practitioner
    actor: object


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind: each is a record, and what happened to it is in the trail. `documents` are what they rest on.

    `silent`: rows that belong to others, too (a policy): what happened to those is not this file's story.
    """

    name: str
    rows: tuple
    documents: tuple[Document, ...] = ()
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a pack. `records` names each line and its hash, of members that are rows."""

    name: str
    content: bytes
    title: str = ""
    records: tuple[tuple[str, str], ...] | None = None

    def entry(self) -> dict:
        """What the signed manifest says of it."""
        told = {"name": self.name, "size": len(self.content), "sha256": hashlib.sha256(self.content).hexdigest(), "title": self.title}
        return told if self.records is None else {**told, "records": [list(pair) for pair in self.records]}


def parts(case: Case) -> list[Part]:
    """Everything every app knows of the file, in the order of the settings."""
    return [part for name in settings.EVIDENCE for part in import_string(name)(case)]


def plain(row) -> dict:
    """A row's columns as plain values, secrets left out; a person or another row is told by name beside its number."""
    told = {}
    for field in row._meta.concrete_fields:
        if field.name in SECRET:
            continue
        told[field.name] = getattr(row, field.attname)
        if field.is_relation and told[field.name] is not None:
            told[f"{field.name}_name"] = str(getattr(row, field.name))
    return told


def rows_member(name: str, rows: Iterable[tuple[str, dict]], title="") -> Member:
    """Records as lines, each with its key; a column of that name is told as `own_key`, as the verifier names records by theirs."""
    lines = [(key, canonical({**_own(row), "key": key}).encode()) for key, row in rows]
    hashes = tuple((key, hashlib.sha256(line).hexdigest()) for key, line in lines)
    return Member(name + ROWS, b"".join(line + b"\n" for _key, line in lines), title, hashes)


def _own(row: dict) -> dict:
    return {"own_key" if name == "key" else name: value for name, value in row.items()}


def part_members(found: list[Part], folder="") -> list[Member]:
    """One member of rows per part."""
    return [rows_member(f"{folder}records/{part.name}", ((name_of(row), plain(row)) for row in part.rows)) for part in found]


def documents_of(found: list[Part]) -> list[Document]:
    """Every document of the parts, once."""
    return list({document.pk: document for part in found for document in part.documents if document}.values())


def document_members(documents: list[Document], actor, at, folder="") -> list[Member]:
    """The bytes of each document as kept, and a list that says what each is, or why it is not there."""
    members, told = [], []
    for number, document in enumerate(documents, 1):
        permit(document, actor=actor, at=at)
        row = {"reference": document.reference, "kind": document.kind, "filename": document.filename, "sha256": document.sha256}
        row |= {"size": document.size, "uploaded_at": document.uploaded_at, "version": document.version}
        try:
            content = open_bytes(document)
        except tuple(WHY_NOT) as error:
            told.append((name_of(document), {**row, "member": None, "why": WHY_NOT[type(error)]}))
            continue
        name = f"{folder}documents/{number:04d}{_ending(document)}"
        members.append(Member(name, content, document.filename))
        told.append((name_of(document), {**row, "member": name}))
    return [rows_member(f"{folder}records/documents", told), *members]


def _ending(document) -> str:
    ending = document.storage_key.rpartition("/")[2].rpartition(".")[2]
    return f".{ending}" if ending.isascii() and ending.isalnum() and len(ending) < 6 else ""
