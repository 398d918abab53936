"""A facilitator keeps her own time; the coordination keeps everybody's."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from prevention.models import Availability, DatedAvailability
from prevention.scheduling.acts import (
    add_availability,
    add_dated_availability,
    change_availability,
    remove_availability,
    remove_dated_availability,
)
from prevention.scheduling.errors import WindowGoneError
from prevention.scheduling.load import Meeting, openings_for
from prevention.vocabulary import RoleKind
from tests.factories import FacilitatorFactory, RoleFactory

pytestmark = pytest.mark.django_db

Kind = DatedAvailability.Kind
THURSDAY = {"weekday": 4, "starts_at": time(8), "ends_at": time(12), "valid_from": date(2026, 9, 1)}


@pytest.fixture
def coordinator():
    return RoleFactory(kind=RoleKind.COORDINATOR, everywhere=True).user


@pytest.fixture
def stranger():
    """A facilitator of the same organisation is somebody else too."""

    def of(organisation):
        other = FacilitatorFactory(organisation=organisation)
        other.user = RoleFactory(kind=RoleKind.FACILITATOR, organisation=organisation).user
        other.save()
        return other.user

    return of


def openings_on(day, offer, group, now):
    return openings_for(Meeting(offer, [group]), first=day, last=day, now=now).openings


class TestWeeklyWindows:
    def test_a_window_opens_times_and_taking_it_back_closes_them(
        self, facilitator, offer, group, now
    ):
        thursday = date(2026, 10, 8)
        assert openings_on(thursday, offer, group, now) == []

        window = add_availability(facilitator=facilitator, user=facilitator.user, **THURSDAY)
        opened = openings_on(thursday, offer, group, now)
        remove_availability(availability=window, user=facilitator.user)

        assert len(opened) > 0
        assert openings_on(thursday, offer, group, now) == []

    def test_one_that_overlaps_another_counts_with_it_as_one(self, facilitator):
        add_availability(facilitator=facilitator, user=facilitator.user, **THURSDAY)

        longer = add_availability(
            facilitator=facilitator, user=facilitator.user, **THURSDAY | {"ends_at": time(17)}
        )

        assert facilitator.availabilities.filter(weekday=4).count() == 2
        assert longer.ends_at == time(17)

    def test_the_same_one_twice_is_refused_with_a_sentence(self, facilitator):
        add_availability(facilitator=facilitator, user=facilitator.user, **THURSDAY)

        with pytest.raises(ValidationError) as refusal:
            add_availability(
                facilitator=facilitator,
                user=facilitator.user,
                **THURSDAY | {"valid_until": date(2027, 1, 31)},
            )

        assert refusal.value.messages == ["This window is there already: change that one."]
        assert facilitator.availabilities.filter(weekday=4).count() == 1

    def test_it_ends_on_a_day_and_keeps_the_rest(self, facilitator):
        window = facilitator.availabilities.get()

        changed = change_availability(
            availability=window, user=facilitator.user, valid_until=date(2026, 12, 31)
        )

        assert (changed.pk, changed.valid_until) == (window.pk, date(2026, 12, 31))
        assert changed.weekday == window.weekday

    def test_one_that_was_removed_meanwhile_does_not_come_back(self, facilitator):
        window = facilitator.availabilities.get()
        Availability.objects.all().delete()

        with pytest.raises(WindowGoneError):
            change_availability(availability=window, user=facilitator.user, weekday=1)

        assert not Availability.objects.exists()


class TestAbsences:
    def test_a_day_away_has_no_openings_until_it_is_taken_back(
        self, facilitator, offer, group, tuesday, now
    ):
        before = openings_on(tuesday.date(), offer, group, now)

        away = add_dated_availability(
            facilitator=facilitator,
            user=facilitator.user,
            kind=Kind.ABSENCE,
            starts_at=tuesday - timedelta(hours=3),
            ends_at=tuesday + timedelta(hours=9),
        )
        while_away = openings_on(tuesday.date(), offer, group, now)
        remove_dated_availability(dated=away, user=facilitator.user)

        assert len(before) > 0
        assert while_away == []
        assert openings_on(tuesday.date(), offer, group, now) == before

    def test_it_ends_after_it_begins(self, facilitator, tuesday):
        with pytest.raises(ValidationError) as refusal:
            add_dated_availability(
                facilitator=facilitator,
                user=facilitator.user,
                kind=Kind.EXTRA,
                starts_at=tuesday,
                ends_at=tuesday,
            )

        assert refusal.value.messages == ["It ends before it starts."]

    def test_nothing_says_why_somebody_is_away(self):
        assert {field.name for field in DatedAvailability._meta.get_fields()} == {
            "id",
            "facilitator",
            "kind",
            "starts_at",
            "ends_at",
        }


class TestWhose:
    def acts(self, facilitator, user, tuesday):
        """Every act on this facilitator's time, by this person."""
        window = facilitator.availabilities.get()
        away = DatedAvailability.objects.create(
            facilitator=facilitator,
            kind=Kind.ABSENCE,
            starts_at=tuesday,
            ends_at=tuesday + timedelta(hours=1),
        )
        span = {"starts_at": tuesday, "ends_at": tuesday + timedelta(hours=1)}
        whose = {"facilitator": facilitator, "user": user}
        return [
            lambda: add_availability(**whose, **THURSDAY),
            lambda: change_availability(availability=window, user=user, weekday=1),
            lambda: remove_availability(availability=window, user=user),
            lambda: add_dated_availability(**whose, kind=Kind.ABSENCE, **span),
            lambda: remove_dated_availability(dated=away, user=user),
        ]

    def test_the_coordination_keeps_everybodys(self, facilitator, coordinator, tuesday):
        for act in self.acts(facilitator, coordinator, tuesday):
            act()

        assert [row.weekday for row in facilitator.availabilities.all()] == [4]
        assert facilitator.dated_availabilities.count() == 1

    def test_nobody_else_does_not_even_a_colleague_or_a_head(
        self, facilitator, stranger, head, tuesday
    ):
        colleague = stranger(facilitator.organisation)
        for act in [
            *self.acts(facilitator, colleague, tuesday),
            *self.acts(facilitator, head, tuesday),
        ]:
            with pytest.raises(PermissionDenied):
                act()

    def test_only_oneself_and_the_coordination_see_it(
        self, facilitator, stranger, head, coordinator, tuesday
    ):
        away = DatedAvailability.objects.create(
            facilitator=facilitator,
            kind=Kind.ABSENCE,
            starts_at=tuesday,
            ends_at=tuesday + timedelta(hours=1),
        )
        readers = [facilitator.user, coordinator, stranger(facilitator.organisation), head]

        for rows, row in [
            (DatedAvailability.objects, away),
            (Availability.objects, facilitator.availabilities.get()),
        ]:
            assert [list(rows.visible_to(one)) for one in readers] == [[row], [row], [], []]
