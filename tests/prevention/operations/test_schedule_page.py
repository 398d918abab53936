from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from prevention.models import Turn
from prevention.operations.standings import in_words
from prevention.operations.turns import INTERRUPTED, enqueue_due
from prevention.vocabulary import RoleKind
from tests.factories import OrganisationFactory, RoleFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scheduled")]

PAGE = "/admin/schedule/"


@pytest.fixture
def administration(client):
    client.force_login(UserFactory(administrator=True))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def read(client):
    return " ".join(client.get(PAGE).content.decode().split())


def test_each_job_is_listed_with_its_runs_and_failures(administration, alive):
    alive()
    now = timezone.now()
    Turn.objects.create(
        name="broken",
        next_at=now,
        ran_at=now,
        took=timedelta(seconds=1.25),
        failures=3,
        failed_at=now,
        failure="LookupError: No answer.",
    )
    Turn.objects.create(
        name="count", next_at=now, ran_at=now, took=timedelta(seconds=0.5), returned=12
    )

    page = read(administration)

    assert "No worker has been seen" not in page
    for said in [
        "Count what there is",
        "every 5 minutes",
        "in 0.5 s",
        "result: 12",
        "every 6 hours",
        "failing",
        "in a row: 3",
        "LookupError: No answer.",
    ]:
        assert said in page


def test_jobs_are_listed_before_any_worker_was_started(administration):
    page = read(administration)

    assert "No worker has been seen for two minutes" in page
    assert page.count("never run yet") == 2


def test_a_worker_killed_in_the_middle_is_told_as_a_failure(administration):
    now = timezone.now()
    Turn.objects.create(name="count", next_at=now, failed_at=now, failure=INTERRUPTED)

    assert "The worker was stopped in the middle of it." in read(administration)


@pytest.mark.parametrize(
    ("dead", "said"), [(False, "in progress"), (True, "interrupted: again at the next run")]
)
def test_a_job_in_hand_is_told_as_such_while_its_worker_lives(
    dead, said, administration, alive, scheduled
):
    enqueue_due(scheduled[:1], now=timezone.now())
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=[alive(dead=dead).pk])

    assert said in read(administration)


def test_a_job_that_is_asked_for_comes_next(administration):
    later = timezone.now() + timedelta(hours=3)
    Turn.objects.create(name="broken", next_at=later)
    Turn.objects.create(name="count", next_at=later)

    page = administration.post(PAGE, {"job": "broken"}, follow=True)

    assert "Asked for: do what cannot be done." in page.content.decode()
    assert page.redirect_chain == [(PAGE, 302)]
    turns = dict(Turn.objects.values_list("name", "next_at"))
    assert turns["count"] == later
    assert turns["broken"] < later - timedelta(hours=2)


def test_a_job_that_is_not_there_cannot_be_asked_for(administration):
    assert administration.post(PAGE, {"job": "gone"}).status_code == 404
    assert not Turn.objects.exists()


def test_the_list_takes_as_many_queries_for_many_jobs(administration, django_assert_num_queries):
    # Session, account; the turns with their progress, and whether a runner lives.
    with django_assert_num_queries(4):
        administration.get(PAGE)


@pytest.mark.parametrize("kind", RoleKind)
@pytest.mark.parametrize("is_staff", [True, False])
def test_only_administrators_see_it(client, kind, is_staff):
    reach = {
        "COORDINATOR": {"everywhere": True},
        "FUNDER": {"everywhere": True},
        "FACILITATOR": {"organisation": OrganisationFactory()},
    }
    user = UserFactory(is_staff=is_staff)
    RoleFactory(kind=kind, user=user, **reach.get(kind, {}))
    client.force_login(user)

    # Others are sent to the administration's own door.
    wanted = 403 if is_staff else 302
    assert client.get(PAGE).status_code == wanted
    assert client.post(PAGE, {"job": "count"}).status_code == wanted


def test_the_administration_leads_there(administration, client):
    assert f'href="{PAGE}"' in administration.get("/admin/").content.decode()


@pytest.mark.parametrize(
    ("every", "said"),
    [
        (timedelta(days=1), "every day"),
        (timedelta(hours=1), "every hour"),
        (timedelta(minutes=90), "every 90 minutes"),
        (timedelta(seconds=10), "every 10 seconds"),
    ],
)
def test_a_period_is_said_in_its_largest_unit(every, said):
    assert in_words(every) == said
