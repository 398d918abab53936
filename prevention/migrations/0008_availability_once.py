from django.db import migrations, models
from django.db.models import F


def keep_the_longest(apps, schema_editor):
    """Of windows that begin alike, keep the one that is valid longest: it holds the others."""
    Availability = apps.get_model("prevention", "Availability")
    kept = set()
    for row in Availability.objects.order_by(F("valid_until").desc(nulls_first=True), "pk"):
        window = (row.facilitator_id, row.weekday, row.starts_at, row.ends_at, row.valid_from)
        if window in kept:
            row.delete()
        kept.add(window)


class Migration(migrations.Migration):
    dependencies = [("prevention", "0007_every_session_has_a_theme")]

    operations = [
        migrations.RunPython(keep_the_longest, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="availability",
            constraint=models.UniqueConstraint(
                fields=("facilitator", "weekday", "starts_at", "ends_at", "valid_from"),
                name="availability_once",
                violation_error_message="This window is there already: change that one.",
            ),
        ),
    ]
