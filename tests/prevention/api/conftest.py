"""Clients of the API, signed in as somebody of the demonstration school."""

import pytest
from django.db import connection
from rest_framework.test import APIClient

from prevention.vocabulary import RoleKind
from tests.factories import RoleFactory, SchoolFactory, UserFactory


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def client_of():
    """Give a client signed in as a user, speaking English."""

    def sign_in(user):
        client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
        client.force_authenticate(user)
        return client

    return sign_in


@pytest.fixture
def teacher(school):
    return RoleFactory(school=school).user


@pytest.fixture
def head(school):
    return RoleFactory(school=school, kind=RoleKind.HEAD).user


@pytest.fixture
def coordinator():
    user = UserFactory()
    RoleFactory(user=user, kind=RoleKind.COORDINATOR, everywhere=True)
    return user


@pytest.fixture
def the_connection():
    """The connection whose queries are counted."""
    return connection
