"""Sign-in as the pages do it: django-allauth's browser API, cookies and CSRF included."""

import re
from http import HTTPStatus

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as site
from django.core import mail
from django.test import Client
from django.utils import timezone

from prevention.models import User
from prevention.people.sign_up import is_academic
from prevention.vocabulary import RoleKind
from tests.factories import InvitationFactory, UserFactory
from tests.prevention.people.doors import Doors, code_in, pending, wrong

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase de passe 59300"


@pytest.fixture
def doors():
    return Doors()


@pytest.fixture
def teacher():
    user = UserFactory(email="enseignante@ac-lille.fr")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_a_person_signs_in_with_the_code_that_came_by_mail(doors, teacher):
    asked = doors.post("auth/code/request", email=teacher.email)
    letter = mail.outbox[0]
    entered = doors.post("auth/code/confirm", code=code_in(letter))

    assert (asked.status_code, pending(asked)) == (401, ["login_by_code"])
    assert letter.to == [teacher.email]
    assert entered.status_code == 200
    assert doors.who() == teacher.email


def test_an_account_made_by_hand_needs_one_code_only(doors):
    UserFactory(email="nouvelle@exemple.test")
    doors.post("auth/code/request", email="nouvelle@exemple.test")

    doors.post("auth/code/confirm", code=code_in(mail.outbox[0]))

    assert (doors.who(), len(mail.outbox)) == ("nouvelle@exemple.test", 1)


def test_the_code_is_six_digits_and_never_in_the_subject(doors, teacher):
    doors.post("auth/code/request", email=teacher.email)
    letter = mail.outbox[0]

    assert re.fullmatch(r"\d{6}", code_in(letter))
    assert not re.search(r"\d", letter.subject)
    assert "Prévention scolaire" in letter.body


@pytest.mark.parametrize(("language", "word"), [("fr", "Bonjour"), ("en", "Hello")])
def test_a_mail_speaks_the_language_of_its_reader(doors, teacher, language, word):
    User.objects.filter(pk=teacher.pk).update(language=language)

    doors.post("auth/code/request", email=teacher.email)

    assert mail.outbox[0].body.startswith(word)


def test_a_wrong_code_lets_nobody_in_and_the_third_ends_the_try(doors, teacher):
    doors.post("auth/code/request", email=teacher.email)
    code = code_in(mail.outbox[0])

    answers = [doors.post("auth/code/confirm", code=wrong(code)) for _try in range(3)]
    late = doors.post("auth/code/confirm", code=code)

    assert [answer.status_code for answer in answers] == [400, 400, 400]
    assert answers[0].json()["errors"][0]["code"] == "incorrect_code"
    assert (late.status_code, doors.who()) == (409, None)


def test_an_old_code_lets_nobody_in(doors, teacher, settings):
    doors.post("auth/code/request", email=teacher.email)
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1

    late = doors.post("auth/code/confirm", code=code_in(mail.outbox[0]))

    assert (late.status_code, doors.who()) == (409, None)


def test_a_person_signs_in_with_a_password_in_any_case_of_the_address(doors, teacher):
    entered = doors.post("auth/login", email="Enseignante@AC-Lille.fr", password=PASSWORD)

    assert (entered.status_code, doors.who()) == (200, teacher.email)


def test_someone_who_left_is_let_in_by_no_door(doors, teacher):
    User.objects.filter(pk=teacher.pk).update(is_active=False)

    doors.post("auth/login", email=teacher.email, password=PASSWORD)
    by_password = doors.who()
    doors.post("auth/code/request", email=teacher.email)

    assert (by_password, doors.who()) == (None, None)
    assert code_in(mail.outbox[0]) is None


def test_signing_out_ends_the_session(doors, teacher):
    doors.post("auth/login", email=teacher.email, password=PASSWORD)

    gone = doors.delete("auth/session")

    assert (gone.status_code, doors.who()) == (401, None)


def test_a_door_is_closed_without_the_csrf_token(teacher):
    stranger = Client(enforce_csrf_checks=True)

    answer = stranger.post(
        "/_allauth/browser/v1/auth/login",
        {"email": teacher.email, "password": PASSWORD},
        content_type="application/json",
    )

    assert answer.status_code == HTTPStatus.FORBIDDEN


def test_a_teacher_opens_an_account_with_an_academic_address(doors):
    asked = doors.post("auth/signup", email="Nouvelle@ac-lille.fr")
    entered = doors.post("auth/email/verify", key=code_in(mail.outbox[0]))

    assert (asked.status_code, pending(asked)) == (401, ["verify_email"])
    assert (entered.status_code, doors.who()) == (200, "nouvelle@ac-lille.fr")
    user = User.objects.get()
    assert (user.language, user.has_usable_password(), list(user.roles.all())) == ("en", False, [])


def test_an_account_whose_code_was_lost_is_entered_by_another_code(doors):
    doors.post("auth/signup", email="nouvelle@ac-lille.fr")
    again = Doors()

    again.post("auth/code/request", email="nouvelle@ac-lille.fr")
    entered = again.post("auth/code/confirm", code=code_in(mail.outbox[-1]))

    assert (entered.status_code, again.who()) == (200, "nouvelle@ac-lille.fr")


def test_another_address_is_refused_in_a_sentence(doors):
    refused = doors.post("auth/signup", email="quelquun@exemple.test")

    assert refused.status_code == 400
    assert refused.json()["errors"] == [
        {
            "message": "This address cannot open an account: use your academic address,"
            " or ask the coordination for an invitation.",
            "code": "address_refused",
            "param": "email",
        }
    ]
    assert (User.objects.count(), mail.outbox) == (0, [])


def test_an_invited_address_opens_an_account(doors):
    InvitationFactory(email="invitee@exemple.test", kind=RoleKind.COORDINATOR, everywhere=True)

    doors.post("auth/signup", email="invitee@exemple.test")
    doors.post("auth/email/verify", key=code_in(mail.outbox[0]))

    assert doors.who() == "invitee@exemple.test"


@pytest.mark.parametrize("ended", ["accepted_at", "revoked_at", "expires_at"])
def test_an_ended_invitation_opens_nothing(doors, ended):
    InvitationFactory(
        email="invitee@exemple.test",
        kind=RoleKind.COORDINATOR,
        everywhere=True,
        **{ended: timezone.now()},
    )

    assert doors.post("auth/signup", email="invitee@exemple.test").status_code == 400


@pytest.mark.parametrize(
    ("email", "academic"),
    [
        ("a@ac-lille.fr", True),
        ("a@AC-Nancy-Metz.FR", True),
        ("a@ac-lille.exemple.fr", False),
        ("a@sub.ac-lille.fr", False),
        ("a@ac-lille.fr.exemple.test", False),
        ("a@xac-lille.fr", False),
        ("a@ac-lillé.fr", False),
        ("ac-lille.fr@exemple.test", False),
    ],
)
def test_an_academic_address_is_told_by_its_whole_domain(email, academic):
    assert is_academic(email) is academic


def test_a_password_is_chosen_anew_with_a_code(doors, teacher):
    asked = doors.post("auth/password/request", email=teacher.email)
    code = code_in(mail.outbox[0])
    changed = doors.post("auth/password/reset", key=code, password="une autre phrase 2026")

    assert (asked.status_code, pending(asked)) == (401, ["password_reset_by_code"])
    assert (changed.status_code, doors.who()) == (200, teacher.email)
    teacher.refresh_from_db()
    assert teacher.check_password("une autre phrase 2026")


def test_a_weak_password_is_refused_to_who_has_the_code(doors, teacher):
    doors.post("auth/password/request", email=teacher.email)

    refused = doors.post("auth/password/reset", key=code_in(mail.outbox[0]), password="1234")

    assert refused.status_code == 400
    assert {error["param"] for error in refused.json()["errors"]} == {"password"}


def test_the_administration_is_entered_by_the_doors_of_the_pages(doors, teacher):
    User.objects.filter(pk=teacher.pk).update(is_staff=True, is_superuser=True)
    sent = doors.client.get("/admin/prevention/user/?q=a", follow=True).redirect_chain[-1]

    doors.post("auth/login", email=teacher.email, password=PASSWORD)

    assert sent == ("/sign-in?next=%2Fadmin%2Fprevention%2Fuser%2F%3Fq%3Da", 302)
    assert doors.client.get("/admin/").status_code == 200


def test_the_administration_takes_no_password_itself(client, teacher):
    User.objects.filter(pk=teacher.pk).update(is_staff=True, is_superuser=True)

    answer = client.post("/admin/login/", {"username": teacher.email, "password": PASSWORD})

    assert (answer.status_code, client.get("/admin/").status_code) == (302, 302)


def test_the_administration_stays_closed_to_others(doors, teacher):
    doors.post("auth/login", email=teacher.email, password=PASSWORD)

    assert doors.client.get("/admin/", follow=True).status_code == 403


def test_a_session_lasts_a_week(doors, teacher):
    entered = doors.post("auth/login", email=teacher.email, password=PASSWORD)

    cookie = entered.cookies[site.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["httponly"]) == (7 * 24 * 3600, True)
