"""`manage.py seal_numbers`: how the sealed values stand; with `--again` every one is sealed with the first key."""

from django.core.management.base import BaseCommand, CommandError

from network import sealed


class Command(BaseCommand):
    """Says what it found; `--again` changes tokens, never what they say."""

    help = "Say how account numbers are sealed at rest; --again seals each with the first of SEAL_KEYS."

    def add_arguments(self, parser):
        """One choice."""
        parser.add_argument("--again", action="store_true", help="Seal every value with the first key; an older one may go afterwards.")

    def handle(self, *, again, **options):
        """Seal where asked, then say how it stands. Exits 1 when a value cannot be opened."""
        try:
            if again:
                self.stdout.write(f"{sealed.seal_again()} sealed again.")
            found = sealed.state()
        except sealed.SealError as error:
            raise CommandError(str(error)) from None
        words = {
            "sealed": "sealed with the first key", "older": "sealed with an older key", "open": "not sealed", "closed": "opened by no key",
        }
        for name, count in found.items():
            self.stdout.write(f"{count} {words[name]}")
        if found["closed"]:
            raise CommandError("Put the key back that sealed them: SEAL_KEYS, docs/deploy.md.")
