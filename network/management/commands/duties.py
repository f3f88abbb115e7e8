"""`manage.py duties > docs/duties.md`: which act bars which later one, as documentation."""

from django.core.management.base import BaseCommand

from network.duties import page


class Command(BaseCommand):
    """Prints; changes nothing."""

    help = "Print docs/duties.md, written from the guards' declarations."

    def handle(self, **options):
        """Print the page."""
        self.stdout.write(page(), ending="")
