"""`manage.py bench clear --n 2000 --seed 1`: one benchmark against its reference, in this process, as one line of JSON."""

import inspect
import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from network.bench import Unprepared, peak_mb


class Command(BaseCommand):
    """Exit 0: it ran and the answers agreed. Exit 1: bad input, the answers differ, or they are not good enough. Exit 2: usage."""

    help = "Run one benchmark and its reference. Without a name: list them."

    def add_arguments(self, parser):
        """Which, how many, and the seed of its data."""
        parser.add_argument("name", nargs="?")
        parser.add_argument("--n", type=int, help="how many units (1000, or what the benchmark says)")
        parser.add_argument("--seed", type=int, default=1, help="seed of the generated data (1)")
        parser.add_argument("--list", type=int, dest="rows", help="rows of the list, where the benchmark has one")
        parser.add_argument("--uploads", action="store_true", help="with quality: of the upload coach, on phone pictures")
        parser.add_argument("--json", action="store_true", help="as always: the answer is one line of JSON")

    def handle(self, *, name, n, seed, rows, uploads, **options):
        """Run and print."""
        name = f"{name}-uploads" if uploads and name else name
        if name is None:
            self.stdout.write("\n".join(sorted(settings.BENCH)))
            return
        if name not in settings.BENCH:
            raise CommandError(f"There is no benchmark {name!r}. There are: {', '.join(sorted(settings.BENCH))}.")
        if (n is not None and n < 1) or (rows is not None and rows < 1):
            raise CommandError("--n and --list count at least one.")
        function = import_string(settings.BENCH[name])
        if rows is not None and "rows" not in inspect.signature(function).parameters:
            raise CommandError(f"The benchmark {name!r} has no list.")
        if n is None:
            own = inspect.signature(function).parameters["n"].default
            n = 1000 if own is inspect.Parameter.empty else own
        try:
            timing = function(n, seed) if rows is None else function(n, seed, rows=rows)
        except AssertionError as error:
            raise CommandError(f"The answers differ: {error}") from error
        except Unprepared as error:
            raise CommandError(str(error)) from error
        line = {
            "name": name, "n": timing.n, "seconds": round(timing.seconds, 4), "reference_n": timing.reference_n,
            "reference_seconds": round(timing.reference_seconds, 4), "ratio": round(timing.ratio, 2), "seed": seed,
            "peak_mb": peak_mb(), **timing.more,
        }
        self.stdout.write(json.dumps(line))
        if timing.failed:
            raise CommandError(timing.failed)
