"""The database itself refuses to change the trail.

Entries can be added and nothing else; the head of a chain only moves one entry forward. This stops a
mistake in our code, an injected statement, and a tired hand in a database shell. It does not stop the
owner of the database, who can drop a trigger: the seals are for that, and `audit verify` finds it.

There is no back door (a session setting, say) for emptying tables. The test runner needs one, because
it flushes tables between tests that commit; it drops these triggers in its own throw-away database and
the tests of this migration put them back (see tests/conftest.py).
"""

from django.db import migrations

POSTGRESQL = [
    """
    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'The audit trail can only be added to.' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    """
    CREATE FUNCTION audit_head_moves() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.last_number <= OLD.last_number THEN
            RAISE EXCEPTION 'The head of an audit chain only moves forward.' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER audit_entry_keep BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_entry_keep_all BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_chain_keep BEFORE DELETE ON audit_chain
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_chain_keep_all BEFORE TRUNCATE ON audit_chain
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_chain_forward BEFORE UPDATE ON audit_chain
    FOR EACH ROW EXECUTE FUNCTION audit_head_moves()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER audit_chain_forward ON audit_chain",
    "DROP TRIGGER audit_chain_keep_all ON audit_chain",
    "DROP TRIGGER audit_chain_keep ON audit_chain",
    "DROP TRIGGER audit_entry_keep_all ON audit_entry",
    "DROP TRIGGER audit_entry_keep ON audit_entry",
    "DROP FUNCTION audit_head_moves()",
    "DROP FUNCTION audit_refuse()",
]
KEEP = "BEGIN SELECT RAISE(ABORT, 'The audit trail can only be added to.'); END"
SQLITE = [
    f"CREATE TRIGGER audit_entry_keep BEFORE UPDATE ON audit_entry {KEEP}",
    f"CREATE TRIGGER audit_entry_keep_all BEFORE DELETE ON audit_entry {KEEP}",
    # INSERT OR REPLACE takes the old row away without asking the trigger on DELETE.
    f"""
    CREATE TRIGGER audit_entry_new BEFORE INSERT ON audit_entry
    WHEN EXISTS (
        SELECT 1 FROM audit_entry WHERE id = NEW.id UNION ALL
        SELECT 1 FROM audit_entry WHERE chain_id = NEW.chain_id AND number = NEW.number
    ) {KEEP}
    """,
    f"CREATE TRIGGER audit_chain_keep BEFORE DELETE ON audit_chain {KEEP}",
    """
    CREATE TRIGGER audit_chain_forward BEFORE UPDATE ON audit_chain
    WHEN NEW.id <> OLD.id OR NEW.name <> OLD.name OR NEW.last_number <= OLD.last_number
    BEGIN SELECT RAISE(ABORT, 'The head of an audit chain only moves forward.'); END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER audit_chain_forward",
    "DROP TRIGGER audit_chain_keep",
    "DROP TRIGGER audit_entry_new",
    "DROP TRIGGER audit_entry_keep_all",
    "DROP TRIGGER audit_entry_keep",
]
BY_VENDOR = {"postgresql": (POSTGRESQL, POSTGRESQL_BACK), "sqlite": (SQLITE, SQLITE_BACK)}


def lock(apps, schema_editor):
    for statement in BY_VENDOR[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement)


def unlock(apps, schema_editor):
    for statement in BY_VENDOR[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(lock, unlock)]
