"""The database itself refuses to change what is published, and what the ledger of completions says.

Rows can be added, and deleted together with the course or the person they belong to. Columns that are left out here
may change: who published it, which is forgotten with that person's account, and in the ledger that a record was
voided (once) and that its followers were told.

SQLite makes a table anew when a column is added to it, and forgets its triggers: a later migration that alters one
of these tables runs ``lock`` again.
"""

from django.db import migrations

SAYS = "What is published, or completed, does not change."
FROZEN = {
    "learning_courseversion": (
        "public_id", "course_id", "number", "title", "summary", "outcomes", "languages", "level", "topics", "licence",
        "minutes", "lesson_count", "pass_mark", "valid_months", "content_hash", "change_note", "material_change",
        "published_at",
    ),
    "learning_manuscript": ("version_id", "document"),
    "learning_module": ("version_id", "key", "position", "title"),
    "learning_lesson": (
        "version_id", "module_id", "key", "position", "title", "summary", "minutes", "required", "done", "content_hash",
    ),
    "learning_lessontext": ("lesson_id", "language", "parts"),
    "learning_knowledgecheck": (
        "lesson_id", "pass_mark", "max_attempts", "cooldown", "pick", "shuffle", "feedback", "time_limit", "partial",
    ),
    "learning_question": (
        "public_id", "lesson_id", "key", "position", "type", "use", "points", "text", "choices", "matches",
    ),
    "learning_answerkey": ("question_id", "right", "feedback", "explanation"),
    "learning_completionrecord": (
        "public_id", "user_id", "course_id", "version_id", "cycle", "completed_at", "valid_until", "score", "language",
        "is_manual", "reason",
    ),
}  # fmt: skip
VOIDED = ("voided_at", "voided_why")
LEDGER = "learning_completionrecord"


def _columns(names):
    return ", ".join(f'"{name}"' for name in names)


POSTGRESQL = [
    f"""
    CREATE FUNCTION learning_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation';
    END $$
    """,
    *(
        f"CREATE TRIGGER {table}_keep BEFORE UPDATE OF {_columns(names)} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION learning_refuse()"
        for table, names in FROZEN.items()
    ),
    f"CREATE TRIGGER {LEDGER}_voided BEFORE UPDATE OF {_columns(VOIDED)} ON {LEDGER} "
    "FOR EACH ROW WHEN (OLD.voided_at IS NOT NULL) EXECUTE FUNCTION learning_refuse()",
]
POSTGRESQL_BACK = [
    f"DROP TRIGGER {LEDGER}_voided ON {LEDGER}",
    *(f"DROP TRIGGER {table}_keep ON {table}" for table in FROZEN),
    "DROP FUNCTION learning_refuse()",
]
KEEP = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
SQLITE = [
    *(
        f"CREATE TRIGGER {table}_keep BEFORE UPDATE OF {_columns(names)} ON {table} {KEEP}"
        for table, names in FROZEN.items()
    ),
    f"CREATE TRIGGER {LEDGER}_voided BEFORE UPDATE OF {_columns(VOIDED)} ON {LEDGER} "
    f"WHEN OLD.voided_at IS NOT NULL {KEEP}",
]
SQLITE_BACK = [f"DROP TRIGGER {LEDGER}_voided", *(f"DROP TRIGGER {table}_keep" for table in FROZEN)]
BY_VENDOR = {"postgresql": (POSTGRESQL, POSTGRESQL_BACK), "sqlite": (SQLITE, SQLITE_BACK)}


def lock(apps, schema_editor):
    for statement in BY_VENDOR[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement)


def unlock(apps, schema_editor):
    for statement in BY_VENDOR[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_courses_and_progress")]
    operations = [migrations.RunPython(lock, unlock)]
