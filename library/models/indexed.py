"""What the search reads of each material, beside its row."""

from django.db import models

from library.models.materials import Material


class IndexedMaterial(models.Model):
    """The words of a material, as ``library.search.words`` writes them.

    Only ``library.search.indexing`` writes here. The database keeps its own full-text index
    on the four columns of words: on SQLite the table ``library_words`` of FTS5, which
    triggers hold equal; on PostgreSQL generated columns with GIN indexes. A migration that
    makes this table anew on SQLite has to make the triggers anew.
    """

    material = models.OneToOneField(
        Material, models.CASCADE, primary_key=True, related_name="indexed"
    )
    title = models.TextField()
    subject = models.TextField()  # themes, axes, levels, kind, audience, who made it
    description = models.TextField()
    text = models.TextField()  # of the current file
    themes = models.TextField()  # codes, apart by spaces
    sorting = models.TextField()  # the title in plain letters, for one order everywhere

    class Meta:
        verbose_name = "indexed material"
        verbose_name_plural = "indexed materials"

    def __str__(self) -> str:
        return self.sorting
