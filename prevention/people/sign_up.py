"""Who may open an account: academic addresses, and those who were invited."""

from datetime import datetime
from fnmatch import fnmatchcase
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from prevention.people.models import Invitation, User, normalise_email


def may_sign_up(email: str, *, now: datetime) -> bool:
    """Tell whether an address may open an account.

    Whether it has one already is not looked at, so that a refusal says nothing about it.
    """
    email = normalise_email(email)
    invited = Invitation.objects.open(now=now).filter(email=email).exists()
    return invited or is_academic(email)


def is_academic(email: str) -> bool:
    """Tell whether the domain of an address fits one of ``settings.ACADEMIC_ADDRESSES``.

    A star stands for a part of one label: ``ac-*.fr`` fits ac-lille.fr, but neither
    ac-lille.example.fr, which anybody could own, nor a domain with look-alike letters.
    """
    domain = email.rpartition("@")[2].lower()
    return domain.isascii() and any(_fits(domain, each) for each in settings.ACADEMIC_ADDRESSES)


def _fits(domain: str, pattern: str) -> bool:
    labels, patterns = domain.split("."), pattern.lower().split(".")
    return len(labels) == len(patterns) and all(map(fnmatchcase, labels, patterns))


def rehearse_sign_up(request: HttpRequest) -> None:
    """Do what opening an account costs, and leave nothing.

    An address that has its account already is then answered no sooner than a new one.
    """
    email = f"{uuid4()}@rehearsal.invalid"
    with transaction.atomic():
        user = User.objects.create_user(email)
        setup_user_email(request, user, [EmailAddress(email=email)])
        # What allauth reads again on its way to the code: a test counts both ways.
        for _again in range(3):
            EmailAddress.objects.filter(user=user).first()
        for _again in range(2):
            User.objects.get(pk=user.pk)
        transaction.set_rollback(True)
