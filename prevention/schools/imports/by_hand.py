"""What people have corrected by hand, and imports leave alone."""

from prevention.schools.models import School

# A field and what makes no sense without it.
_TOGETHER = {
    "status": {"closed_on"},
    "pupils": {"pupils_year"},
    "latitude": {"longitude"},
    "longitude": {"latitude"},
}


def kept_by_hand(school: School) -> set[str]:
    """Name the fields that no import may change."""
    edited = set(school.edited_fields)
    return edited.union(*(_TOGETHER.get(name, set()) for name in edited))
