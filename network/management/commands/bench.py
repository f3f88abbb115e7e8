"""`manage.py bench clear --n 2000 --seed 1`: one benchmark against its reference, in this process, as one line of JSON."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from network.bench import peak_mb


class Command(BaseCommand):
    """Exit 0: it ran and the answers agreed. Exit 1: bad input, or the answers differ. Exit 2: usage."""

    help = "Run one benchmark and its reference. Without a name: list them."

    def add_arguments(self, parser):
        """Which, how many, and the seed of its data."""
        parser.add_argument("name", nargs="?")
        parser.add_argument("--n", type=int, default=1000, help="how many units (1000)")
        parser.add_argument("--seed", type=int, default=1, help="seed of the generated data (1)")
        parser.add_argument("--json", action="store_true", help="as always: the answer is one line of JSON")

    def handle(self, *, name, n, seed, **options):
        """Run and print."""
        if name is None:
            self.stdout.write("\n".join(sorted(settings.BENCH)))
            return
        if name not in settings.BENCH:
            raise CommandError(f"There is no benchmark {name!r}. There are: {', '.join(sorted(settings.BENCH))}.")
        if n < 1:
            raise CommandError("--n counts at least one.")
        try:
            timing = import_string(settings.BENCH[name])(n, seed)
        except AssertionError as error:
            raise CommandError(f"The answers differ: {error}") from error
        line = {
            "name": name, "n": timing.n, "seconds": round(timing.seconds, 4), "reference_n": timing.reference_n,
            "reference_seconds": round(timing.reference_seconds, 4), "ratio": round(timing.ratio, 2), "seed": seed,
            "peak_mb": peak_mb(),
        }
        self.stdout.write(json.dumps(line))
