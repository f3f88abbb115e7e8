"""`manage.py states > docs/states.md`: the state machines as documentation."""

from django.core.management.base import BaseCommand

from network.states import page


class Command(BaseCommand):
    """Prints; changes nothing."""

    help = "Print docs/states.md, written from the machines' declarations."

    def handle(self, **options):
        """Print the page."""
        self.stdout.write(page(), ending="")
