"""The rows of the library."""

from library.models.collections import Collection, CollectionEntry
from library.models.files import Rendition, StoredFile
from library.models.help_services import HelpService
from library.models.indexed import IndexedMaterial
from library.models.materials import Material, MaterialQuerySet
from library.models.shares import Share
from library.models.versions import MaterialVersion

__all__ = [
    "Collection",
    "CollectionEntry",
    "HelpService",
    "IndexedMaterial",
    "Material",
    "MaterialQuerySet",
    "MaterialVersion",
    "Rendition",
    "Share",
    "StoredFile",
]
