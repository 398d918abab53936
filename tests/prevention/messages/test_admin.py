import pytest
from django.urls import reverse

from tests.factories import MessageFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(administrator=True))
    return client


def test_the_outbox_is_looked_at_and_found_by_reader(administrator):
    message = MessageFactory(failed=True, reply="550 unknown user")
    MessageFactory(to_a_mailbox=True)

    listed = administrator.get(
        reverse("admin:prevention_message_changelist"), {"q": message.reader.email}
    )
    shown = administrator.get(reverse("admin:prevention_message_change", args=[message.pk]))

    assert list(listed.context["cl"].queryset) == [message]
    assert "550 unknown user" in shown.text


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_nothing_is_done_to_it_there(administrator, page):
    message = MessageFactory()
    args = [] if page == "add" else [message.pk]

    answer = administrator.post(reverse(f"admin:prevention_message_{page}", args=args), {})

    assert answer.status_code == 403
