"""Files as they come in: onto a disk little by little, and never more than is taken."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import IO, Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from rest_framework.parsers import DataAndFiles, MultiPartParser

from library.files.sending import largest_upload


class FileTooLargeToSendError(APIException):
    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = _("This file is larger than any that is taken: make it smaller, then add it.")


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes to a temporary file, and hangs up on a sender that goes on for too long."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.left = largest_upload()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.left -= len(raw_data)
        if self.left < 0:
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)


class FileParser(MultiPartParser):
    """``multipart/form-data`` with one file.

    Raises:
        FileTooLargeToSendError: it says so itself, or proves to be.

    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> "DataAndFiles[Any, Any]":
        request = (parser_context or {})["request"]._request
        handler = BoundedUploadHandler(request)
        request.upload_handlers = [handler]
        parsed = super().parse(stream, media_type, parser_context)
        if handler.left < 0:
            raise FileTooLargeToSendError
        return parsed
