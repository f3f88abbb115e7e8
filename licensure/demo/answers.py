"""What the sources of the demo answer when somebody checks what a therapist says."""

from dataclasses import dataclass
from datetime import date

from licensure.claims import OPEN
from licensure.compared import claims_with
from licensure.facts.allowed import allowed_sources
from licensure.facts.licenses import AUTHORITY, license_type
from licensure.facts.supervision import supervisor_type
from licensure.models import Credential, License, Screening, Verification
from licensure.packs import packs
from licensure.workflow import verifications
from network import identity
from network.dates import plus_months
from network.demo import papers
from network.demo.dutch import file_name, in_language, paper_in
from network.demo.papers import Paper
from network.documents import keep_own

PERSONAL = {  # element → how it is answered when it is about the person herself
    "npi": ("web_lookup", "NPI record"),
    "work_history": ("letter", "Statement of employment"),
    "disclosures": ("web_lookup", "Query result"),
    "eap_experience": ("letter", "Statement of EAP work"),
    "identity": ("seen", ""),
    "certificate_of_conduct": ("seen", ""),
}
PER_ITEM = {
    "education": ("source_document", "Confirmation of degree"),
    "training": ("source_document", "Confirmation of training"),
    "reference": ("letter", "Reference"),
    "paper": ("source_document", "Confirmation of a paper"),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody at work on the checks of one file: who, when, on which day of the source."""

    actor: object
    at: object
    on: date
    papers: bool = True

    def verify(self, check: Verification, **changes):
        """Her source confirms it."""
        return verifications.verify(check, actor=self.actor, at=self.at, **{**self.answer(check), **changes})

    def meet(self, check: Verification):
        """She is met by video with her passport in her hand, and reads out the code her account shows."""
        person = check.practitioner.person
        user = person.users.filter(is_active=True).first()
        return verifications.meet(
            check, method="video", source=in_language("Identity document", check.organization.language), as_of=self.on,
            sighting={"document": "passport", "number_end": f"{check.practitioner_id:04d}"[-4:]},
            values={"names": [person.full_name], "date_of_birth": f"{person.date_of_birth:%Y-%m-%d}"},
            code=identity.code(user, self.at) if user else "", actor=self.actor, at=self.at,
        )

    def obtain(self, check: Verification, **changes):
        """Its answer came in and nobody reviewed it yet."""
        return verifications.obtain(check, actor=self.actor, at=self.at, **{**self.answer(check), **changes})

    def flag(self, check: Verification, comment: str, **changes):
        """The source says something else."""
        return verifications.flag(check, comment=comment, actor=self.actor, at=self.at, **{**self.answer(check), **changes})

    def unavailable(self, check: Verification, comment: str):
        """The source does not answer."""
        return verifications.mark_unavailable(check, comment=comment, actor=self.actor, at=self.at)

    def ask(self, check: Verification, due_on: date):
        """The source was asked."""
        source = self.answer(check)["source"]
        return verifications.ask_source(check, source=source, due_on=due_on, actor=self.actor, at=self.at)

    def waive(self, check: Verification, comment: str):
        """A director does without."""
        return verifications.waive(check, comment=comment, actor=self.actor, at=self.at)

    def answer(self, check: Verification) -> dict:
        """What the source says when all is well, with what is kept of it."""
        if check.element in AUTHORITY:
            return self._license(check)
        if check.element == "supervision":
            return self._supervision(check)
        if check.element == "insurance":
            return self._insurance(check)
        if check.element == "claims":
            return self._claims(check)
        if check.element == "exclusion_list":
            return self._list(check)
        method, title = {**PERSONAL, **PER_ITEM}[check.element]
        row = self._credential(check)
        named = (each.name for each in allowed_sources(check) if not each.also)  # somebody by name, not a kind in words of the reader's
        source = next(named, in_language("Identity document", check.organization.language))
        said = {"method": method, "source": source, "query": check.practitioner.person.full_name, "as_of": self.on}
        if method == "seen":
            return {**said, "as_of": self._issued(check), "sighting": self._sighting(check)}
        return {**said, "artefact": self._page(check, Paper(source, title, self._facts(check, row)))}

    def _credential(self, check):
        if not check.item.startswith("credential:"):
            return None
        return Credential.objects.within(check.organization).get(pk=check.item.partition(":")[2])

    def _license(self, check) -> dict:
        row = License.objects.within(check.organization).get(pk=check.item.partition(":")[2])
        kind = license_type(row)
        register = packs().registers.get(kind.register)
        facts = (
            ("Name", check.practitioner.person.full_name), ("Title", kind.title), ("Number", row.number), ("Status", "Active"),
            ("Expires", f"{row.expires_on:%Y-%m-%d}" if row.expires_on else "none"), ("Discipline", "None on record"),
            ("As of", f"{self.on:%Y-%m-%d}"),
        )
        return {
            "method": "web_lookup", "source": register.name if register else kind.jurisdiction, "query": row.number,
            "as_of": self.on, "good_through": row.expires_on,
            "values": {"status": "active", "encumbered": False, "names": [check.practitioner.person.full_name], "number": row.number},
            "artefact": self._page(check, Paper(register.name if register else kind.jurisdiction, "License look-up", facts)),
        }

    def _supervision(self, check) -> dict:
        """The supervisor's license, at the register that issued it, good for two years from the day of the look."""
        row, found = self._credential(check), packs()
        kind = supervisor_type(row, found)
        register, last = found.registers[kind.register].name, plus_months(self.on, 24)
        facts = (
            ("Name", row.title), ("Title", kind.title), ("Number", row.number), ("Status", "Active"), ("Expires", f"{last:%Y-%m-%d}"),
            ("Discipline", "None on record"), ("As of", f"{self.on:%Y-%m-%d}"),
        )
        return {
            "method": "web_lookup", "source": register, "query": row.number, "as_of": self.on, "good_through": last,
            "values": {"status": "active", "encumbered": False, "names": [row.title], "number": row.number},
            "artefact": self._page(check, Paper(register, "License look-up", facts)),
        }

    def _insurance(self, check) -> dict:
        row = self._credential(check)
        facts = (("Insured", row.named_person), ("Policy", row.number), ("In force through", f"{row.covers_through:%Y-%m-%d}"))
        return {
            "method": "letter", "source": row.issuer, "query": row.number, "as_of": self.on, "good_through": row.covers_through,
            "artefact": self._page(check, Paper(row.issuer, "Confirmation of coverage", facts)),
        }

    def _claims(self, check) -> dict:
        """The carrier's loss run of this day shows what she says."""
        row, name = self._credential(check), check.practitioner.person.full_name
        said = {"reported_on": f"{row.issued_on:%Y-%m-%d}", "claim_state": row.detail.get("state"), "paid": row.per_claim,
                "closed_on": row.detail.get("closed_on"), "currency": row.currency}
        if row.kind == "loss_run":
            claims = claims_with(row)
            ends = [one.detail.get("closed_on") or f"{one.issued_on:%Y-%m-%d}" for one in claims]
            is_open = any(one.detail.get("state") == OPEN for one in claims)
            said = {"claims": len(claims), **({"latest_on": max(ends), "any_open": is_open} if claims else {})}
        values = {name_: value for name_, value in said.items() if value is not None}
        facts = (("Insured", name), ("As of", f"{self.on:%Y-%m-%d}"))
        return {
            "method": "source_document", "source": row.issuer, "query": name, "as_of": self.on, "values": {"names": [name], **values},
            "artefact": self._page(check, Paper(row.issuer, "Loss run", facts)),
        }

    def _list(self, check) -> dict:
        """The newest screening itself is the proof: which list, of which day, under which names."""
        last = Screening.objects.within(check.organization).filter(practitioner=check.practitioner).first()
        version = last.version
        facts = (
            ("List", version.exclusion_list.name), ("As of", f"{version.as_of:%Y-%m-%d}"), ("Rows", str(version.rows)),
            ("Names searched", ", ".join(last.terms["names"])), ("Candidates", str(last.candidates)),
        )
        return {
            "method": "file", "source": version.exclusion_list.name, "query": ", ".join(last.terms["names"])[:300],
            "as_of": version.as_of, "artefact": self._page(check, Paper("Screening", "Search of an exclusion list", facts)),
        }

    def _issued(self, check) -> date:
        """The day the seen paper was issued counts for a certificate of conduct; for an identity paper the day it was seen."""
        row = self._conduct(check) if check.element == "certificate_of_conduct" else None
        return row.issued_on if row else self.on

    def _conduct(self, check):
        rows = Credential.objects.within(check.organization).filter(practitioner=check.practitioner, retired_at=None)
        return rows.filter(kind="certificate_of_conduct").order_by("-issued_on").first()

    def _sighting(self, check) -> dict:
        number = f"{'VOG' if check.element == 'certificate_of_conduct' else 'P'}-{check.practitioner_id:06d}"
        return {"kind": check.element, "number": number, "issued_on": f"{self._issued(check):%Y-%m-%d}", "original": True}

    def _facts(self, check, row):
        facts = [("Name", check.practitioner.person.full_name)]
        if row is not None:
            facts += [("About", str(row)), ("Issued", f"{row.issued_on:%Y-%m-%d}" if row.issued_on else "")]
        elif check.element == "npi":
            facts += [("NPI", check.practitioner.npi), ("Status", "Active")]
        return (*facts, ("As of", f"{self.on:%Y-%m-%d}"))

    def _page(self, check, paper: Paper):
        drawn = paper_in(paper, check.organization.language)
        content = papers.pdf(drawn) if self.papers else f"%PDF-1.4\n% {check.pk} {check.label}\n%%EOF\n".encode()
        return keep_own(
            owner=check.organization, kind="artefact", content=content, content_type="application/pdf",
            filename=f"{file_name(check.element, check.organization.language)}-{check.pk}.pdf", actor=self.actor, at=self.at,
        )
