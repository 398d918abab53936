"""The description of the API: current, and the same for whoever reads it."""

from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from rest_framework.test import APIClient

SCHEMA = settings.BASE_DIR / "docs" / "openapi.yaml"


@pytest.fixture
def described():
    return yaml.safe_load(SCHEMA.read_text())


def operations(described):
    return {
        f"{verb} {path}": operation
        for path, verbs in described["paths"].items()
        for verb, operation in verbs.items()
    }


def header_names(operation):
    return {
        parameter["name"]
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "header"
    }


def test_the_description_kept_in_the_repository_is_current(tmp_path: Path):
    drawn = tmp_path / "openapi.yaml"

    call_command("spectacular", file=str(drawn), lang="en", validate=True, fail_on_warn=True)

    assert drawn.read_text() == SCHEMA.read_text(), "The API has changed: run make schema."


@pytest.mark.parametrize("language", ["fr", "en", "xx"])
def test_the_description_is_the_same_in_every_language(described, language):
    answer = APIClient(HTTP_ACCEPT_LANGUAGE=language).get("/api/v1/schema/", {"lang": language})

    assert yaml.safe_load(answer.content) == described


def test_the_description_is_of_the_version_that_says_null(described):
    assert described["openapi"].startswith("3.1")
    assert "nullable" not in SCHEMA.read_text()


def test_every_operation_says_what_may_go_wrong(described):
    always = {"400", "401", "403", "404", "406", "429"}

    assert [
        name
        for name, operation in operations(described).items()
        if not always <= operation["responses"].keys()
    ] == []
    assert described["components"]["responses"].keys() == {
        f"Problem{status}" for status in (400, 401, 403, 404, 406, 409, 412, 413, 415, 429)
    }


def test_every_post_takes_an_idempotency_key_but_where_a_secret_is_told_or_nothing_written(
    described,
):
    without = {
        name.removeprefix("post /api/v1/")
        for name, operation in operations(described).items()
        if name.startswith("post ") and "Idempotency-Key" not in header_names(operation)
    }

    assert without == {
        "absences/preview/",
        "closures/preview/",
        # What is known here is left as it is: again, it brings nothing.
        "collections/import/",
        "help-services/hours/",
        # The same file again is refused: it is the current version already.
        "materials/{public_id}/versions/",
        "proposals/",
        "proposals/openings/",
        "requests/{public_id}/authorisation-link/",
        "sessions/many/preview/",
        "shares/",
        "tokens/",
    }


def test_changing_a_row_takes_the_tag_that_reading_it_gave(described):
    school = described["paths"]["/api/v1/schools/{uai}/"]

    assert "If-Match" in header_names(school["patch"])
    assert "ETag" in school["get"]["responses"]["200"]["headers"]
    assert "412" in school["patch"]["responses"]


def test_the_docs_page_holds_no_line_of_script_or_style():
    answer = APIClient().get("/api/v1/docs/")

    page = answer.content.decode()
    assert page.count("<script") == page.count("<script src=") == 3
    assert "<style" not in page
    assert "style=" not in page
    policy = set(answer["Content-Security-Policy"].split("; "))
    assert {"default-src 'self'", "img-src 'self' blob: data:"} <= policy
    assert "unsafe" not in answer["Content-Security-Policy"]
