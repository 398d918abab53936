"""The pages that mails lead to: looking changes nothing, pressing does, from any client."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from prevention.messages.kinds import OPTIONAL_KINDS, TRAITS, Kind
from prevention.messages.models import OptOut
from prevention.messages.preferences import WHY
from prevention.messages.unsubscribing import address_of, preferences_address_of
from prevention.operations.logs import scrubbed
from tests.factories import RoleFactory, UserFactory

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
NECESSARY = [kind for kind, traits in TRAITS.items() if traits.necessary]


@pytest.fixture
def reader():
    return UserFactory(language="en", email="ines@exemple.test")


@pytest.fixture
def client():
    """A client that checks what a browser's cross-site request would be checked for."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def browser():
    return Client()


def path(address):
    assert address.startswith(f"{settings.SITE_URL}/")
    return address.removeprefix(settings.SITE_URL)


def unwanted(user):
    return sorted(user.opt_outs.values_list("kind", flat=True))


def test_an_address_is_the_same_each_time_and_of_one_person_and_kind(reader):
    addresses = [address_of(user, kind) for user in (reader, UserFactory()) for kind in Kind]

    assert len(set(addresses)) == len(addresses)
    assert address_of(reader, Kind.NUDGE) == address_of(reader, Kind.NUDGE)
    assert len(address_of(reader, Kind.NUDGE)) < 200


def test_looking_writes_nothing_and_asks(client, reader):
    for method in (client.get, client.head):
        answer = method(path(address_of(reader, Kind.REMINDER)))
        assert answer.status_code == 200

    page = client.get(path(address_of(reader, Kind.REMINDER))).text
    assert "Stop these messages?" in page
    assert "Reminder, two days before" in page
    assert "ines@exemple.test" in page
    assert unwanted(reader) == []


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart"])
def test_one_click_stops_a_kind_without_cookie_redirect_or_sign_in(client, reader, content_type):
    address = path(address_of(reader, Kind.REMINDER))
    if content_type == "multipart":  # RFC 8058, 3.1
        answer = client.post(address, ONE_CLICK)
    else:
        answer = client.post(address, "List-Unsubscribe=One-Click", content_type=content_type)

    assert answer.status_code == 200
    assert "You will not get these messages any more" in answer.text
    assert "Get them again" in answer.text
    assert not answer.cookies
    assert unwanted(reader) == ["reminder"]


@pytest.mark.parametrize(
    "body", [b"", b"\xff\x00", b"{}", b"act=other"], ids=["none", "bytes", "json", "other"]
)
def test_whatever_is_posted_stops_it_and_twice_is_once(client, reader, body):
    address = path(address_of(reader, Kind.NUDGE))

    for content_type in ("application/x-www-form-urlencoded", "text/plain"):
        assert client.post(address, body, content_type=content_type).status_code == 200

    assert unwanted(reader) == ["nudge"]


def test_one_press_takes_it_back(client, reader):
    address = path(address_of(reader, Kind.NUDGE))
    client.post(address, ONE_CLICK)
    OptOut.objects.create(user=reader, kind="digest")

    answer = client.post(address, {"act": "resume"})

    assert "You will get these messages again" in answer.text
    assert unwanted(reader) == ["digest"]


@pytest.mark.parametrize("kind", NECESSARY)
def test_what_is_necessary_stays_and_says_why(client, reader, kind):
    address = path(address_of(reader, kind))

    looked, pressed = client.get(address), client.post(address, ONE_CLICK)

    assert (looked.status_code, pressed.status_code) == (200, 409)
    with translation.override("en"):  # of the requests, the last has left its own
        why = str(WHY[kind])
    for page in (looked.text, pressed.text):
        assert "These messages are always sent" in page
        assert why in page
    assert unwanted(reader) == []


def test_every_kind_is_optional_or_says_why_it_is_not():
    assert WHY.keys() == set(NECESSARY)
    assert {*WHY, *OPTIONAL_KINDS} == set(Kind)


def test_the_pages_speak_the_language_of_their_reader(client):
    reader = UserFactory(language="fr")

    for address in (address_of(reader, Kind.NUDGE), preferences_address_of(reader)):
        answer = client.get(path(address), headers={"Accept-Language": "en"})
        assert answer["Content-Language"] == "fr"
        assert 'lang="fr"' in answer.text


def test_the_pages_are_kept_and_listed_nowhere(client, reader):
    for address in (address_of(reader, Kind.NUDGE), preferences_address_of(reader)):
        answer = client.get(path(address))
        assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
        assert answer["Referrer-Policy"] == "strict-origin"
        assert path(address).rpartition("/")[2] not in scrubbed(f"GET {address} 200")


@pytest.mark.parametrize("at", ["unsubscribe", "preferences"])
def test_what_was_never_signed_is_not_found_and_guesses_are_bounded(browser, reader, at):
    stop, choose = address_of(reader, Kind.NUDGE), preferences_address_of(reader)
    another = choose if at == "unsubscribe" else stop  # each page has its own addresses

    for token in ("x", stop.rpartition("/")[2][:-1], another.rpartition("/")[2]):
        for method in (browser.get, browser.post):
            assert method(f"/{at}/{token}").status_code == 404
    for _guess in range(24):
        assert browser.get(f"/{at}/x").status_code == 404
    limited = browser.get(f"/{at}/x")

    assert limited.status_code == 429
    assert int(limited["Retry-After"]) > 0
    assert browser.get(path(stop)).status_code == 200
    assert unwanted(reader) == []


def test_a_kind_that_is_no_more_is_not_found(client, reader):
    assert client.get(path(address_of(reader, Kind.NUDGE))).status_code == 200

    class Gone:
        value = "gossip"

    assert client.post(path(address_of(reader, Gone))).status_code == 404


@pytest.mark.parametrize("gone", ["deleted", "closed"])
def test_an_account_that_is_gone_says_so(browser, reader, gone):
    addresses = [address_of(reader, Kind.NUDGE), preferences_address_of(reader)]
    if gone == "deleted":
        reader.delete()
    else:
        reader.is_active = False
        reader.save()

    for address in addresses:
        for method in (browser.get, browser.post):
            assert method(path(address)).status_code == 410
    assert OptOut.objects.count() == 0


@pytest.mark.parametrize("verb", ["put", "patch", "delete"])
def test_no_other_verb_exists(browser, reader, verb):
    for address in (address_of(reader, Kind.NUDGE), preferences_address_of(reader)):
        assert getattr(browser, verb)(path(address)).status_code == 405


def test_the_preferences_are_shown_and_saved_without_signing_in(browser, reader):
    OptOut.objects.create(user=reader, kind="nudge")
    address = path(preferences_address_of(reader))
    wanted = [kind.value for kind in OPTIONAL_KINDS if kind != Kind.REMINDER]

    form = browser.get(address).context["form"]
    saved = browser.post(address, {"kinds": wanted, "language": "fr"})
    after = browser.get(saved["Location"])

    assert "nudge" not in form.initial["kinds"]
    assert len(form.initial["kinds"]) == len(OPTIONAL_KINDS) - 1
    assert (saved.status_code, saved["Location"]) == (303, f"{address}?saved")
    assert unwanted(reader) == ["reminder"]
    reader.refresh_from_db()
    assert reader.language == "fr"
    assert "Votre choix est enregistré." in after.text


def test_what_was_not_asked_about_is_left_as_it_is(browser):
    teacher = RoleFactory(user__language="fr").user
    address = path(preferences_address_of(teacher))

    form = browser.get(address).context["form"]
    browser.post(address, {"kinds": ["received", "readiness"], "language": "fr"})

    assert form.initial["kinds"] == ["received", "readiness", "reminder"]
    assert unwanted(teacher) == ["reminder"]


def test_no_kind_at_all_may_be_wanted(browser, reader):
    browser.post(path(preferences_address_of(reader)), {"language": "en"})

    assert unwanted(reader) == sorted(OPTIONAL_KINDS)


@pytest.mark.parametrize(
    "sent", [{}, {"language": "xx"}, {"language": "en", "kinds": ["cancelled"]}]
)
def test_what_the_form_does_not_offer_is_not_recorded(browser, reader, sent):
    answer = browser.post(path(preferences_address_of(reader)), sent)

    assert answer.status_code == 400
    assert "Nothing is recorded yet" in answer.text
    assert unwanted(reader) == []


def test_another_site_cannot_send_the_preferences(client, reader):
    address = path(preferences_address_of(reader))

    assert client.post(address, {"language": "en"}).status_code == 403
    assert unwanted(reader) == []
