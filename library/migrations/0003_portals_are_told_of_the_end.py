"""Portals are told of the end of whatever they were told of, even where its audience changed."""

from django.conf import settings
from django.db import migrations, models

CATALOGUED = ["PARENT", "PUPIL", "TEACHER"]


def note_what_portals_know(apps, schema_editor):
    materials = apps.get_model("library", "Material").objects.filter(published_at__isnull=False)
    materials.filter(audience__in=CATALOGUED).update(was_catalogued=True)


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0002_materials_through_their_life"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="material",
            name="was_catalogued",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="portals were told of it"
            ),
        ),
        migrations.RunPython(note_what_portals_know, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(
                condition=~models.Q(state="published", audience__in=CATALOGUED)
                | models.Q(was_catalogued=True),
                name="material_catalogued_is_noted",
            ),
        ),
    ]
