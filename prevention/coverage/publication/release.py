"""Whose figures are published, of which years, and for whom.

One release a territory and school year, the same for whoever reads it: a reader who reaches a
commune alone sees its row as it is in the release, so that two readers together know no more
than either; and the same ever after (``PublishedRelease``). Territories are groups of communes,
and the communes that belong to none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from prevention.coverage.activity import given_to_classes
from prevention.coverage.periods import Period
from prevention.coverage.publication.counting import count
from prevention.coverage.publication.masked import Masked, mask
from prevention.coverage.publication.models import PublishedRelease
from prevention.coverage.publication.tables import Table, in_words
from prevention.errors import RefusedError
from prevention.people.models import User
from prevention.schools.models import Commune, Epci, School, SchoolYear
from prevention.vocabulary import RoleKind

RIGHT = "published.read"


class NotPublishedYetError(RefusedError):
    """A year that goes on would be told every day, and two days apart tell one session."""

    code = "not_published_yet"
    message = _("The figures of %(school_year)s are published after its last day, %(last_day)s.")


@dataclass(frozen=True)
class Territory:
    """A group of communes, or a commune: of one that has a group, only its row is shown."""

    code: str
    name: str
    commune: Commune | None = None
    epci: Epci | None = None

    @property
    def is_part(self) -> bool:
        return self.commune is not None and self.commune.epci_id is not None

    @property
    def whole(self) -> str:
        """The code of the territory whose release it is read from."""
        if self.commune is None or self.commune.epci_id is None:
            return self.code
        return self.commune.epci_id

    def classes(self, prefix: str) -> Q:
        """The classes that the release is made of; ``prefix`` leads to their school."""
        if self.commune is None:
            return Q(**{f"{prefix}commune__epci": self.code})
        if self.commune.epci_id is None:
            return Q(**{f"{prefix}commune": self.code})
        return Q(**{f"{prefix}commune__epci": self.commune.epci_id})


@dataclass(frozen=True)
class Release:
    """``preview``: the year goes on, only the coordination sees it.

    ``made_on`` is the day as of which it is kept; None of what may still change.
    """

    school_year: SchoolYear
    territory: Territory
    tables: Sequence[Table]
    preview: bool = False
    made_on: date | None = None


def territories_of(user: User) -> list[Territory]:
    """The territories that the reader may see figures of, by their names; two queries."""
    reach = user.reach().having(RIGHT)
    if reach.everything or any(role.everywhere for role in reach.roles):
        return territories()
    own = [role.epci_id for role in reach.roles if role.epci_id]
    communes = [role.commune_id for role in reach.roles if role.commune_id]
    of_others = Q(epci=None) | ~Q(epci__in=own)
    return _named(Q(pk__in=own), Q(pk__in=communes) & of_others)


def territories() -> list[Territory]:
    """All of them, by their names: each class is of one; two queries."""
    return _named(Q(), Q(epci=None))


def _named(of_epcis: Q, of_communes: Q) -> list[Territory]:
    there = School.objects.filter(commune__epci=OuterRef("pk"))
    epcis = Epci.objects.filter(of_epcis, Exists(there))
    # An outline holds thousands of points, and nobody reads it here.
    communes = Commune.objects.filter(
        of_communes, Exists(School.objects.filter(commune=OuterRef("pk")))
    ).defer("outline")
    found = [
        *(Territory(one.pk, one.name, epci=one) for one in epcis),
        *(Territory(one.pk, one.name, commune=one) for one in communes),
    ]
    return sorted(found, key=lambda one: (one.is_part, one.name))


def published_on(school_year: SchoolYear) -> date:
    """The day from which a year is published: the first after it."""
    return SchoolYear(year=school_year.year + 1).starts_on


def years_for(user: User, *, today: date) -> list[SchoolYear]:
    """The school years that the reader may see, the latest first."""
    latest = SchoolYear.year_of(today) - (0 if _previews(user) else 1)
    return list(SchoolYear.objects.filter(year__lte=latest))


def refuse_unpublished(user: User, *, school_year: SchoolYear, today: date) -> None:
    """Refuse a year that is not over, but to who coordinates, once it has begun.

    Raises:
        NotPublishedYetError: it is not over.

    """
    begun = SchoolYear.year_of(today) >= school_year.year
    if today < published_on(school_year) and not (begun and _previews(user)):
        raise NotPublishedYetError(
            school_year=str(school_year),
            last_day=date_format(school_year.ends_on, "j F Y"),
        )


def read_release(
    user: User, *, territory: Territory, school_year: SchoolYear, today: date
) -> Release:
    """Read a release as the reader may see it.

    Raises:
        NotPublishedYetError: the year is not over, and the reader does not coordinate.

    """
    refuse_unpublished(user, school_year=school_year, today=today)
    if today < published_on(school_year):
        going_on = _said(territory, school_year, _tables(territory, school_year))
        return replace(going_on, preview=True)
    return release_of(territory, school_year, today=today)


def release_of(territory: Territory, school_year: SchoolYear, *, today: date) -> Release:
    """Read the release of a year that is over, made once and for all when it is first read."""
    kept = PublishedRelease.objects.filter(school_year=school_year, territory=territory.whole)
    found = kept.first()
    if found is None:
        tables = _tables(territory, school_year)
        if all(table.is_empty for table in tables):
            # Whoever looks before a year is entered must not close it.
            return _said(territory, school_year, tables)
        # Two who read it first at once are both shown what one of them kept.
        found, _made = kept.get_or_create(
            school_year=school_year,
            territory=territory.whole,
            defaults={"tables": [table.kept() for table in tables], "made_on": today},
        )
    kept_tables = [Masked.read(table) for table in found.tables]
    return replace(_said(territory, school_year, kept_tables), made_on=found.made_on)


def _tables(territory: Territory, school_year: SchoolYear) -> list[Masked]:
    rows = given_to_classes(Period.school_year(school_year.year))
    return mask(count(rows.filter(territory.classes("group__school__"))))


def _said(territory: Territory, school_year: SchoolYear, masked: Sequence[Masked]) -> Release:
    """Say tables in words; of a commune with a group, its row alone."""
    tables = in_words(masked)
    if territory.is_part:
        tables = [table.of_row(territory.code) for table in tables if table.kind.rows == "commune"]
    return Release(school_year, territory, tables)


def _previews(user: User) -> bool:
    reach = user.reach().having(RIGHT)
    return reach.everything or any(role.kind == RoleKind.COORDINATOR for role in reach.roles)
