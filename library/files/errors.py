"""Why a file is not taken, in words; one class for each ``Trouble``."""

from django.utils.translation import gettext_lazy as _

from library.files.troubles import Trouble
from prevention.errors import RefusedError


class FileRefusedError(RefusedError):
    """Whatever is wrong with a file: the classes below say what."""


class FileEmptyError(FileRefusedError):
    code = Trouble.EMPTY
    message = _("This file is empty: choose another.")


class FileTooLargeError(FileRefusedError):
    code = Trouble.TOO_LARGE
    message = _("This file is too large: at most %(max_megabytes)s MB.")


class FileTypeNotTakenError(FileRefusedError):
    code = Trouble.TYPE_NOT_TAKEN
    message = _(
        "Files of this type are not taken: choose a PDF, an image (JPEG, PNG, WebP, AVIF), a sound "
        "(MP3, OGG), a film (MP4, WebM) or a document (ODT, ODP, DOCX, PPTX)."
    )


class FileIsArchiveError(FileRefusedError):
    code = Trouble.ARCHIVE
    message = _("Archives (ZIP) are not taken: add the files that this one holds one by one.")


class FileIsWebPageError(FileRefusedError):
    code = Trouble.WEB_PAGE
    message = _(
        "Web pages and SVG drawings may hold programs and are not taken: save this one as a PDF "
        "or as an image."
    )


class FileIsOldOfficeError(FileRefusedError):
    code = Trouble.OLD_OFFICE
    message = _(
        "This document has an old format or a password: save it as ODT, ODP, DOCX or PPTX, "
        "without a password."
    )


class FileDamagedError(FileRefusedError):
    code = Trouble.DAMAGED
    message = _(
        "This file is damaged or incomplete: open it, save it again and choose the new file."
    )


class FileEncryptedError(FileRefusedError):
    code = Trouble.ENCRYPTED
    message = _("This file is protected by a password: save it without any protection.")


class FileTooManyPixelsError(FileRefusedError):
    code = Trouble.TOO_MANY_PIXELS
    message = _(
        "This image is too large: at most %(max_megapixels)s megapixels, and %(max_side)s pixels "
        "a side."
    )


class FileTooManyPagesError(FileRefusedError):
    code = Trouble.TOO_MANY_PAGES
    message = _("This document has too many pages: at most %(max_pages)s.")


class FileActiveContentError(FileRefusedError):
    code = Trouble.ACTIVE_CONTENT
    message = _(
        "This PDF holds a program, another file or an action (%(found)s): print it as a new PDF "
        "and choose that one."
    )


class FileMacrosError(FileRefusedError):
    code = Trouble.MACROS
    message = _(
        "This document holds macros or actions that start programs: save it without them, or as "
        "a PDF."
    )


class FileWithOtherFilesError(FileRefusedError):
    code = Trouble.OTHER_FILES
    message = _(
        "This document holds other files or fetches some from elsewhere (%(found)s): remove them, "
        "or save it as a PDF."
    )


class FileCodecNotTakenError(FileRefusedError):
    code = Trouble.CODEC
    message = _(
        "Browsers do not play this sound or film (%(found)s): convert it to MP3, OGG, WebM, or "
        "MP4 with H.264 and AAC."
    )


class FileTooDemandingError(FileRefusedError):
    code = Trouble.TOO_DEMANDING
    message = _(
        "To read this file takes more memory or time than is allowed: choose one that is smaller "
        "or simpler."
    )


class FileNotReadError(FileRefusedError):
    """The trouble is this machine's, not the file's."""

    code = "file_not_read"
    message = _("This file could not be read just now: try again in a few minutes.")


REFUSALS: dict[Trouble, type[FileRefusedError]] = {
    Trouble(kind.code): kind
    for kind in FileRefusedError.__subclasses__()
    if kind is not FileNotReadError
}
