"""What the search reads of each material, and the databases' own index of its words."""

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = ["title", "subject", "description", "text"]
NEW = "new.material_id, " + ", ".join(f"new.{column}" for column in COLUMNS)
OLD = "old.material_id, " + ", ".join(f"old.{column}" for column in COLUMNS)
NAMES = ", ".join(COLUMNS)

# Columns alone are told apart, not places in them, and nothing is ranked by FTS5: see
# docs/adr/0024. The words come in plain letters, apart by spaces: nothing is left to fold.
ON_SQLITE = [
    f"""
    CREATE VIRTUAL TABLE library_words USING fts5(
        {NAMES}, content='library_indexedmaterial', content_rowid='material_id',
        tokenize='ascii', detail='column', columnsize=0, prefix='2 3'
    )
    """,
    f"""
    CREATE TRIGGER library_words_in AFTER INSERT ON library_indexedmaterial BEGIN
        INSERT INTO library_words(rowid, {NAMES}) VALUES ({NEW});
    END
    """,
    f"""
    CREATE TRIGGER library_words_out AFTER DELETE ON library_indexedmaterial BEGIN
        INSERT INTO library_words(library_words, rowid, {NAMES}) VALUES ('delete', {OLD});
    END
    """,
    f"""
    CREATE TRIGGER library_words_other AFTER UPDATE ON library_indexedmaterial BEGIN
        INSERT INTO library_words(library_words, rowid, {NAMES}) VALUES ('delete', {OLD});
        INSERT INTO library_words(rowid, {NAMES}) VALUES ({NEW});
    END
    """,
]
ON_POSTGRESQL = [
    statement
    for column in COLUMNS
    for statement in (
        f"""
        ALTER TABLE library_indexedmaterial ADD COLUMN {column}_words tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array({column}, ' '))) STORED
        """,
        f"""
        CREATE INDEX library_{column}_words ON library_indexedmaterial
        USING gin ({column}_words) WITH (fastupdate = off)
        """,
    )
]


def make(apps, schema_editor):
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in ON_SQLITE if on_sqlite else ON_POSTGRESQL:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    """On PostgreSQL columns and indexes go with their table, on SQLite the triggers alone."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE library_words")


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0003_portals_are_told_of_the_end"),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexedMaterial",
            fields=[
                (
                    "material",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="indexed",
                        serialize=False,
                        to="library.material",
                    ),
                ),
                ("title", models.TextField()),
                ("subject", models.TextField()),
                ("description", models.TextField()),
                ("text", models.TextField()),
                ("themes", models.TextField()),
                ("sorting", models.TextField()),
            ],
            options={
                "verbose_name": "indexed material",
                "verbose_name_plural": "indexed materials",
            },
        ),
        migrations.RunPython(make, unmake),
    ]
