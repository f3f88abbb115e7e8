"""`manage.py audit verify|seal|check|pack`: whether the audit trail is what it was, and a file of evidence to take away."""

import json
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from network import clock, events, seals
from network.access import system
from network.proof.trail import Broken


class Command(BaseCommand):
    """Exit 0 when the trail holds, 1 when it does not; the first bad row of every scope is named."""

    help = "Verify the audit trail, seal its heads into a signed file, compare it with a seal, or take a file of evidence."

    def add_arguments(self, parser):
        """One of four things to do."""
        doing = parser.add_subparsers(dest="doing", required=True)
        verify = doing.add_parser("verify", help="Walk every chain; name the first row that does not hold.")
        verify.add_argument("--scope", action="append", help='Such as "organization:3"; every scope when left out.')
        seal = doing.add_parser("seal", help="Sign the last row of every chain into a file to be kept elsewhere.")
        seal.add_argument("--to", required=True, type=Path, metavar="FILE")
        check = doing.add_parser("check", help="Find a cut tail or a rewritten history with seals made before.")
        check.add_argument("--seal", required=True, type=Path, action="append", metavar="FILE")
        check.add_argument("--public-key", help="The key that signed, as text; that of AUDIT_KEY when left out.")
        pack = doing.add_parser("pack", help="Write the evidence of one file as a signed ZIP, to be checked away from here.")
        pack.add_argument("reference")
        pack.add_argument("--out", required=True, type=Path, metavar="FILE")
        for each in (verify, seal, check, pack):
            each.add_argument("--json", action="store_true", help="One JSON object on one line.")

    def handle(self, *, doing, **options):
        """Do it, and fail loudly."""
        try:
            getattr(self, f"_{doing}")(**options)
        except (seals.SealError, Broken, LookupError, FileExistsError) as error:
            raise CommandError(str(error)) from None

    def _verify(self, *, scope, **options):
        chosen = scope or events.scopes()
        faults = [fault for name in chosen if (fault := events.verify(name))]
        self._tell(faults, {"scopes": chosen}, f"{len(chosen)} scopes hold.", **options)

    def _seal(self, *, to, **options):
        key = seals.signing_key(Path(settings.AUDIT_KEY))
        seal = seals.write(to, key=key, actor=system("audit seal"), at=clock.now())
        told = {"file": str(to), "scopes": len(seal.heads), "public_key": seals.public_hex(key.public_key())}
        self._tell([], told, f"{len(seal.heads)} scopes sealed in {to}. Keep it on another machine.", **options)

    def _check(self, *, seal, public_key, **options):
        trusted = public_key or seals.public_hex(seals.signing_key(Path(settings.AUDIT_KEY)).public_key())
        taken = [seals.read(path, trusted) for path in seal]
        faults = [fault for name in events.scopes() if (fault := events.verify(name))]
        for one in sorted(taken, key=lambda each: each.sealed_at):
            faults += seals.compare(one)
        self._tell(faults, {"seals": [str(path) for path in seal]}, "The trail begins with everything sealed.", **options)

    def _pack(self, *, reference, out, **options):
        if out.exists():
            raise FileExistsError(f"{out} exists. Give each file of evidence a name of its own.")
        taken = import_string(settings.EVIDENCE_PACK)(reference, at=clock.now())
        out.write_bytes(taken.content)
        out.chmod(0o600)
        told = {"file": str(out), "size": len(taken.content), "sha256": taken.sha256, "public_key": taken.public_key}
        well = f"{out}: {len(taken.content)} bytes, SHA-256 {taken.sha256}. Check it with --key {taken.public_key}"
        self._tell([], told, well, **options)

    def _tell(self, faults, told, well, **options):
        if options["json"]:
            found = {**told, "ok": not faults, "faults": [asdict(fault) for fault in faults]}
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            lines = [f"{fault.scope} #{fault.sequence}: {fault.reason}" for fault in faults]
            self.stdout.write("\n".join(lines or [well]))
        if faults:
            raise CommandError(f"{len(faults)} faults in the audit trail.", returncode=1)
