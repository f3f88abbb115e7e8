"""What settings may not be: read by `settings` before anything starts. Pure; imports nothing."""

HERE = {"localhost", "127.0.0.1", "[::1]", "testserver", ".localhost"}
SECRET_LENGTH = 50


def unsafe(values: dict) -> list[str]:
    """Every reason not to start with these settings, as sentences that say what to do; empty when there is none."""
    rules = _development(values) if values["DEBUG"] else _production(values)
    return [*rules, *_storage(values["STORAGE"])]


def _development(values):
    """DEBUG shows source code to whoever causes an error, and the demo signs anybody in."""
    elsewhere = sorted(set(values["ALLOWED_HOSTS"]) - HERE)
    if elsewhere:
        yield f"DEBUG is on while ALLOWED_HOSTS names {', '.join(elsewhere)}. Set DEBUG=off, or name only this machine."


def _production(values):
    if values["DEMO"]:
        yield "DEMO signs people in with one click and cannot be on while DEBUG is off. Unset DEMO."
    if not values["ALLOWED_HOSTS"]:
        yield "ALLOWED_HOSTS is empty while DEBUG is off. Name the hosts this server answers to."
    if "*" in values["ALLOWED_HOSTS"]:
        yield "ALLOWED_HOSTS answers to any name. Name the hosts this server answers to."
    if len(values["SECRET_KEY"]) < SECRET_LENGTH:
        yield f"SECRET_KEY is shorter than {SECRET_LENGTH} characters. Unset it: a long one is generated and kept under VAR."
    if not values["SITE_URL"].startswith("https://"):
        yield f"SITE_URL is {values['SITE_URL']}, which is not https. Links in mails begin with it."
    if not values["STAFF_SECOND_FACTOR"]:
        yield "STAFF_SECOND_FACTOR is off while DEBUG is off. Unset it: staff work with a second factor."


def _storage(storage: dict):
    if storage["kind"] not in ("local", "s3"):
        yield f"STORAGE is {storage['kind']!r}; it is local or s3."
    if storage["kind"] == "s3" and not storage["bucket"]:
        yield "STORAGE is s3 and S3_BUCKET is empty. Name the bucket."
    if storage["kind"] == "s3" and bool(storage["access_key"]) != bool(storage["secret_key"]):
        yield "S3_ACCESS_KEY and S3_SECRET_KEY come together, or not at all where the machine itself has a role."
