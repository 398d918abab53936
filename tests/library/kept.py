"""A file as it is once kept, without the work of cleaning one."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from library.files.store import name_of
from library.models import MaterialVersion, Rendition, StoredFile

PAGE_WIDTH = 320


def keep_version(material, content, *, media_type="image/webp"):
    """Give a material another version with these bytes, and one picture."""
    digest, picture = (hashlib.sha256(data).hexdigest() for data in (content, content + b"p"))
    for name, data in [(digest, content), (picture, content + b"p")]:
        if not default_storage.exists(name_of(name)):
            default_storage.save(name_of(name), ContentFile(data))
    file, _made = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"media_type": media_type, "size_bytes": len(content)}
    )
    Rendition.objects.get_or_create(
        file=file,
        page=1,
        media_type="image/webp",
        width=PAGE_WIDTH,
        defaults={"height": 200, "sha256": picture, "size_bytes": len(content) + 1},
    )
    number = material.versions.count() + 1
    version = MaterialVersion.objects.create(material=material, number=number, file=file)
    material.current = version
    material.save()
    return version
