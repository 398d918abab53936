"""What curators enter of help services."""

from typing import Any

from django.db import transaction

from library.models import HelpService


@transaction.atomic
def add_help_service(**fields: Any) -> HelpService:
    """Write a service, with its themes and communes.

    Raises:
        ValidationError: a field is wrong; nothing was written.

    """
    service = HelpService()
    change_help_service(service, **fields)
    return service


@transaction.atomic
def change_help_service(service: HelpService, **fields: Any) -> None:
    """Change some of a service. Raises as ``add_help_service``."""
    related = {name: fields.pop(name) for name in ("themes", "communes") if name in fields}
    for name, value in fields.items():
        setattr(service, name, value)
    service.full_clean()
    service.save()
    for name, rows in related.items():
        getattr(service, name).set(rows)
