from datetime import date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate

from library.models import Material
from prevention.coverage.owed import coverage_of
from prevention.demonstration.cast import ACCOUNTS, COORDINATOR, PASSWORD, SCHOOL_UAI, TEACHER
from prevention.demonstration.programme import RESPECT
from prevention.demonstration.stage import class_groups_of_the_teacher, make_demonstration
from prevention.models import ClassGroup, Feed, Holiday, Offer, School, Session, User
from prevention.scheduling.load import Meeting, openings_for
from tests.factories import SessionFactory

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")


def at(*parts):
    return datetime(*parts, 9, tzinfo=PARIS)


# Term, the day before the holidays, the last day of June, mid-summer, and years that no
# official calendar reaches.
@pytest.mark.parametrize(
    "now",
    [at(2026, 11, 23), at(2026, 12, 18), at(2027, 6, 30), at(2027, 8, 1), at(2030, 3, 4)],
    ids=lambda now: f"{now:%Y-%m-%d}",
)
def test_the_teacher_has_classes_owed_something_and_times_to_choose_from(now):
    make_demonstration(now=now)

    groups = class_groups_of_the_teacher(now=now)
    group = groups.get(label="5E1")
    today = localdate(now)
    answer = openings_for(
        Meeting(Offer.objects.get(title=RESPECT), [group]),
        first=today,
        last=today + timedelta(weeks=10),
        now=now,
    )
    owed = coverage_of([group], school_year=group.school_year_id)
    assert groups.count() == 23
    assert len(answer.openings) >= 10
    assert [row.duty.code for row in owed if row.missing] == ["ADD", "EVARS", "HAR"]


def test_it_shows_the_arrondissement_with_its_head_counts_and_one_team():
    make_demonstration(now=at(2026, 11, 23))

    assert School.objects.count() == 271
    assert School.objects.visible_to(User.objects.get(email=COORDINATOR.email)).count() == 271
    assert School.objects.visible_to(User.objects.get(email=TEACHER.email)).get().pk == SCHOOL_UAI
    assert School.objects.get(pk=SCHOOL_UAI).pupils == 524
    assert set(Session.objects.values_list("state", flat=True)) == {"held", "confirmed"}
    assert all(material.cover for material in Material.objects.all())
    assert all(User.objects.get(email=one.email).check_password(PASSWORD) for one in ACCOUNTS)


def test_each_of_its_people_has_the_calendar_of_what_is_theirs():
    now = at(2026, 11, 23)
    make_demonstration(now=now)
    make_demonstration(now=now)

    feeds = Feed.objects.with_right().order_by("pk")
    assert [(feed.holder.email.split("@")[0], feed.kind, feed.has_right) for feed in feeds] == [
        ("direction", "school", True),
        ("enseignante", "teacher", True),
        ("enseignante", "class_group", True),
        ("intervenante", "facilitator", True),
        ("coordination", "territory", True),
    ]
    shown = [Session.objects.filter(feed.sessions()).count() for feed in feeds]
    assert min(shown) > 0


def test_again_it_keeps_what_people_did():
    now = at(2026, 11, 23)
    make_demonstration(now=now)
    School.objects.filter(pk=SCHOOL_UAI).update(phone="03 27 00 00 00")
    before = [model.objects.count() for model in (User, Session, ClassGroup, Offer, Material)]

    make_demonstration(now=now + timedelta(days=1))

    after = [model.objects.count() for model in (User, Session, ClassGroup, Offer, Material)]
    assert after == before
    assert School.objects.get(pk=SCHOOL_UAI).phone == "03 27 00 00 00"


def test_invented_holidays_say_so_and_follow_the_published_ones():
    make_demonstration(now=at(2028, 3, 1))

    invented = Holiday.objects.filter(zone="B", school_year=2027)
    assert all(holiday.name.endswith(" (fictif)") for holiday in invented)
    assert invented.latest("ends_on").ends_on == date(2028, 8, 31)


def test_the_command_says_where_to_go_and_as_whom(settings):
    make_demonstration(now=at(2026, 11, 23))
    SessionFactory()  # at another school: the year is there already, and is not played again
    out = StringIO()

    call_command("make_demonstration", stdout=out)

    said = out.getvalue()
    assert all(account.email in said for account in ACCOUNTS)
    assert f"{settings.SITE_URL}/calendars/" in said


def test_the_command_refuses_to_make_known_passwords_elsewhere(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="set DEMO=1"):
        call_command("make_demonstration")

    assert not User.objects.exists()
