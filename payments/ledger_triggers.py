"""What the database itself refuses of the ledger, beside changing it: a posting that does not balance, one into a closed period, and
opening that again.

The last entry of a posting must bring every currency to zero, and nothing is added afterwards: so what is complete balances, on
both engines. That a posting is complete when its transaction ends only PostgreSQL can ask (a deferred trigger); on SQLite
`payments.workflow.posting`, which writes all of it at once, stands for it, and the doctor adds everything up again.

A period keeps its days, and is closed once: it is then neither changed nor deleted, and no other takes its days.
"""

NAMES = {
    "sqlite": (
        "payments_ledgerentry_place", "payments_ledgerentry_balance", "payments_ledgerposting_period", "payments_ledgerposting_new",
        "payments_ledgerperiod_kept", "payments_ledgerperiod_there", "payments_ledgerperiod_new",
    ),
    "postgresql": (
        "payments_ledgerentry_balance", "payments_ledgerposting_period", "payments_ledgerposting_whole", "payments_ledgerperiod_kept",
    ),
}
KEPT = ("id", "organization_id", "key", "first", "last")  # of a period, open or closed
# by REPLACE, too, which on a connection that is not ours asks nobody about the row it takes away
TAKEN = """EXISTS (SELECT 1 FROM payments_ledgerperiod p WHERE p.state <> 'open' AND (p.id = NEW.id OR
    p.organization_id = NEW.organization_id AND (p.key = NEW.key OR p.first <= NEW.last AND p.last >= NEW.first)))"""
SQLITE = (
    """CREATE TRIGGER IF NOT EXISTS payments_ledgerentry_place BEFORE INSERT ON payments_ledgerentry
    WHEN NEW.position <> 1 + (SELECT count(*) FROM payments_ledgerentry WHERE posting_id = NEW.posting_id)
    OR NEW.position > (SELECT width FROM payments_ledgerposting WHERE id = NEW.posting_id)
    OR NEW.organization_id <> (SELECT organization_id FROM payments_ledgerposting WHERE id = NEW.posting_id)
    BEGIN SELECT RAISE(ABORT, 'ledger: this posting takes no such entry'); END""",
    """CREATE TRIGGER IF NOT EXISTS payments_ledgerentry_balance AFTER INSERT ON payments_ledgerentry
    WHEN NEW.position = (SELECT width FROM payments_ledgerposting WHERE id = NEW.posting_id)
    AND EXISTS (SELECT 1 FROM payments_ledgerentry WHERE posting_id = NEW.posting_id GROUP BY currency HAVING sum(minor) <> 0)
    BEGIN SELECT RAISE(ABORT, 'ledger: this posting does not balance'); END""",
    """CREATE TRIGGER IF NOT EXISTS payments_ledgerposting_period BEFORE INSERT ON payments_ledgerposting
    WHEN EXISTS (SELECT 1 FROM payments_ledgerperiod WHERE id = NEW.period_id AND (closed_at < NEW.at
    OR organization_id <> NEW.organization_id OR NEW.booked_on < first OR NEW.booked_on > last))
    BEGIN SELECT RAISE(ABORT, 'ledger: this period does not take it'); END""",
    # a connection that is not ours (ours have recursive_triggers on) lets REPLACE take a row away unasked
    """CREATE TRIGGER IF NOT EXISTS payments_ledgerposting_new BEFORE INSERT ON payments_ledgerposting
    WHEN EXISTS (SELECT 1 FROM payments_ledgerposting WHERE id = NEW.id OR organization_id = NEW.organization_id
    AND event = NEW.event AND source = NEW.source AND sequence = NEW.sequence)
    BEGIN SELECT RAISE(ABORT, 'ledger: this posting is there already'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS payments_ledgerperiod_kept BEFORE UPDATE ON payments_ledgerperiod
    WHEN OLD.state <> 'open' OR {" OR ".join(f"NEW.{name} <> OLD.{name}" for name in KEPT)}
    BEGIN SELECT RAISE(ABORT, 'ledger: a period keeps its days and is closed once'); END""",
    """CREATE TRIGGER IF NOT EXISTS payments_ledgerperiod_there BEFORE DELETE ON payments_ledgerperiod WHEN OLD.state <> 'open'
    BEGIN SELECT RAISE(ABORT, 'ledger: a period keeps its days and is closed once'); END""",
    f"""CREATE TRIGGER IF NOT EXISTS payments_ledgerperiod_new BEFORE INSERT ON payments_ledgerperiod WHEN {TAKEN}
    BEGIN SELECT RAISE(ABORT, 'ledger: a period keeps its days and is closed once'); END""",
)
# without `enable_seqscan`: what a session planned while the ledger was empty reads all of it for every entry, once it is not
POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION payments_ledger_entry() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
    DECLARE head record; counted integer;
    BEGIN
        SELECT width, organization_id INTO head FROM payments_ledgerposting WHERE id = NEW.posting_id;
        SELECT count(*) INTO counted FROM payments_ledgerentry WHERE posting_id = NEW.posting_id;
        IF NEW.position <> counted + 1 OR NEW.position > head.width OR NEW.organization_id <> head.organization_id THEN
            RAISE EXCEPTION 'ledger: this posting takes no such entry';
        END IF;
        IF NEW.position = head.width AND EXISTS (
            SELECT 1 FROM (SELECT currency, minor FROM payments_ledgerentry WHERE posting_id = NEW.posting_id
                UNION ALL SELECT NEW.currency, NEW.minor) AS sides GROUP BY currency HAVING sum(minor) <> 0
        ) THEN
            RAISE EXCEPTION 'ledger: this posting does not balance';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE OR REPLACE TRIGGER payments_ledgerentry_balance BEFORE INSERT ON payments_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION payments_ledger_entry()""",
    """CREATE OR REPLACE FUNCTION payments_ledger_period() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM payments_ledgerperiod WHERE id = NEW.period_id AND (closed_at < NEW.at
            OR organization_id <> NEW.organization_id OR NEW.booked_on < first OR NEW.booked_on > last)) THEN
            RAISE EXCEPTION 'ledger: this period does not take it';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE OR REPLACE TRIGGER payments_ledgerposting_period BEFORE INSERT ON payments_ledgerposting
    FOR EACH ROW EXECUTE FUNCTION payments_ledger_period()""",
    """CREATE OR REPLACE FUNCTION payments_ledger_whole() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
    BEGIN
        IF (SELECT count(*) FROM payments_ledgerentry WHERE posting_id = NEW.id) <> NEW.width THEN
            RAISE EXCEPTION 'ledger: this posting is not whole';
        END IF;
        RETURN NULL;
    END $$""",
    """DROP TRIGGER IF EXISTS payments_ledgerposting_whole ON payments_ledgerposting""",
    """CREATE CONSTRAINT TRIGGER payments_ledgerposting_whole AFTER INSERT ON payments_ledgerposting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_ledger_whole()""",
    f"""CREATE OR REPLACE FUNCTION payments_ledger_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF {TAKEN} THEN RAISE EXCEPTION 'ledger: a period keeps its days and is closed once'; END IF;
            RETURN NEW;
        END IF;
        IF OLD.state <> 'open' THEN RAISE EXCEPTION 'ledger: a period keeps its days and is closed once'; END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF {" OR ".join(f"NEW.{name} <> OLD.{name}" for name in KEPT)} THEN
            RAISE EXCEPTION 'ledger: a period keeps its days and is closed once';
        END IF;
        RETURN NEW;
    END $$""",
    """CREATE OR REPLACE TRIGGER payments_ledgerperiod_kept BEFORE INSERT OR UPDATE OR DELETE ON payments_ledgerperiod
    FOR EACH ROW EXECUTE FUNCTION payments_ledger_kept()""",
)
FUNCTIONS = ("payments_ledger_entry", "payments_ledger_period", "payments_ledger_whole", "payments_ledger_kept")


def install(connection) -> None:
    """Create them where they are missing."""
    with connection.cursor() as cursor:
        for statement in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)


def drop(connection) -> None:
    """Remove them; for migrations backwards."""
    with connection.cursor() as cursor:
        for name in NAMES[connection.vendor]:
            table = name.rsplit("_", 1)[0]
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
        for name in FUNCTIONS if connection.vendor == "postgresql" else ():
            cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


def missing(connection) -> list[str]:
    """Those that should exist and do not."""
    postgresql = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(postgresql if connection.vendor == "postgresql" else sqlite)
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in NAMES[connection.vendor] if name not in present]
