"""The database itself refuses to change what signed badges point at, and the signed bytes.

The wording of a badge never changes: a new wording is a new version. The signed forms of an award may only be
emptied, when its holder's account ends.
"""

from django.db import migrations

VERSION, AWARD = "The wording of a badge is never changed.", "What was signed is never changed."
CHANGED = " OR ".join(f"(NEW.{name} <> OLD.{name} AND NEW.{name} <> '')" for name in ("credential", "jwt"))


def refusing(name, message):
    return f"""
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation';
    END $$
    """


POSTGRESQL = [
    refusing("credentials_refuse_version", VERSION),
    refusing("credentials_refuse_award", AWARD),
    """
    CREATE TRIGGER credentials_version_stays BEFORE UPDATE ON credentials_badgeclassversion
    FOR EACH ROW EXECUTE FUNCTION credentials_refuse_version()
    """,
    f"""
    CREATE TRIGGER credentials_award_stays BEFORE UPDATE ON credentials_award
    FOR EACH ROW WHEN ({CHANGED}) EXECUTE FUNCTION credentials_refuse_award()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER credentials_award_stays ON credentials_award",
    "DROP TRIGGER credentials_version_stays ON credentials_badgeclassversion",
    "DROP FUNCTION credentials_refuse_award()",
    "DROP FUNCTION credentials_refuse_version()",
]
SQLITE = [
    f"""
    CREATE TRIGGER credentials_version_stays BEFORE UPDATE ON credentials_badgeclassversion
    BEGIN SELECT RAISE(ABORT, '{VERSION}'); END
    """,
    f"""
    CREATE TRIGGER credentials_award_stays BEFORE UPDATE ON credentials_award WHEN {CHANGED}
    BEGIN SELECT RAISE(ABORT, '{AWARD}'); END
    """,
]
SQLITE_BACK = ["DROP TRIGGER credentials_award_stays", "DROP TRIGGER credentials_version_stays"]
BY_VENDOR = {"postgresql": (POSTGRESQL, POSTGRESQL_BACK), "sqlite": (SQLITE, SQLITE_BACK)}


def lock(apps, schema_editor):
    for statement in BY_VENDOR[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement)


def unlock(apps, schema_editor):
    for statement in BY_VENDOR[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0001_initial")]
    operations = [migrations.RunPython(lock, unlock)]
