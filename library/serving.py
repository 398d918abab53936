"""The files and pictures of a material, handed out to whoever may have the material."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from library.files.kinds import KINDS
from library.files.names import download_name
from library.files.serving import Served, serve
from library.models import Material, MaterialVersion

EXTENSIONS = {kind.media_type: kind.extension for kind in KINDS}


def current_file(request: HttpRequest, material: Material, *, cache: str) -> HttpResponseBase:
    """Hand out the current version of a material's file.

    Raises:
        Http404: it has none.

    """
    if material.current is None:
        raise Http404
    return version_file(request, material.current, title=material.title, cache=cache)


def version_file(
    request: HttpRequest, version: MaterialVersion, *, title: str, cache: str
) -> HttpResponseBase:
    """Hand out one version; ``?download`` has it saved rather than shown."""
    file = version.file
    name = download_name(title, EXTENSIONS[file.media_type])
    served = Served(file.sha256, file.media_type, file.size_bytes, name)
    return serve(request, served, cache=cache, attached="download" in request.GET)


def superseded_title(version: MaterialVersion) -> str:
    """The title of an earlier version, marked as such in the name it is saved under."""
    return _("%(title)s (version %(number)s, replaced)") % {
        "title": version.material.title,
        "number": version.number,
    }


def current_picture(
    request: HttpRequest, material: Material, *, page: int, width: int, cache: str
) -> HttpResponseBase:
    """Hand out a picture of the current version, as AVIF to who reads it, else as WebP.

    Raises:
        Http404: there is no picture of that page and width.

    """
    if material.current is None:
        raise Http404
    pictures = material.current.file.renditions.filter(page=page, width=width)
    by_type = {picture.media_type: picture for picture in pictures}
    wanted = "image/avif" if request.accepts("image/avif") and _names_avif(request) else ""
    picture = by_type.get(wanted) or by_type.get("image/webp")
    if picture is None:
        raise Http404
    extension = picture.media_type.removeprefix("image/")
    name = download_name(material.title, extension)
    served = Served(picture.sha256, picture.media_type, picture.size_bytes, name)
    answer = serve(request, served, cache=cache)
    answer["Vary"] = "Accept"
    return answer


def _names_avif(request: HttpRequest) -> bool:
    # ``*/*`` is sent by programs that may know no AVIF at all.
    return "image/avif" in request.headers.get("Accept", "")
