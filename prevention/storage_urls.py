"""Where files are kept, as one address: a folder, or a store that speaks S3."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

FOLDER = "django.core.files.storage.FileSystemStorage"
S3 = "storages.backends.s3.S3Storage"


def stored_at(url: str) -> dict[str, Any]:
    """Read an address as an entry of ``STORAGES``.

    Empty for the folder of the site's files, ``file:///path`` for another folder, or
    ``s3://key:secret@host/bucket``, where the host may carry a port and ``?insecure=1``
    speaks plain HTTP, for a store next door.

    Raises:
        ImproperlyConfigured: the address is none of these.

    """
    if not url:
        return {"BACKEND": FOLDER}
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.path:
        return {"BACKEND": FOLDER, "OPTIONS": {"location": unquote(parts.path)}}
    if parts.scheme != "s3" or not parts.path.strip("/"):
        raise ImproperlyConfigured("Write STORAGE_URL as s3://key:secret@host/bucket.")
    host = parts.netloc.rpartition("@")[2]
    options = {
        "bucket_name": parts.path.strip("/"),
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "querystring_auth": True,
        "file_overwrite": False,
        "default_acl": None,
    }
    if host:
        scheme = "http" if "insecure=1" in parts.query else "https"
        options["endpoint_url"] = f"{scheme}://{host}"
    return {"BACKEND": S3, "OPTIONS": options}
