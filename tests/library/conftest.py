"""A folder and an S3 store to keep files in, and files to add."""

from itertools import count

import boto3
import pytest
from moto.server import ThreadedMotoServer

from prevention.storage_urls import stored_at

NUMBER = count()


@pytest.fixture(scope="session")
def s3_server():
    """A store that speaks S3, for the whole run."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def s3_url(s3_server):
    """The address of an empty bucket."""
    bucket = f"library-{next(NUMBER)}"
    boto3.client(
        "s3",
        endpoint_url=f"http://{s3_server}",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    ).create_bucket(Bucket=bucket)
    return f"s3://key:secret@{s3_server}/{bucket}?insecure=1"


@pytest.fixture
def folder_url(tmp_path):
    return f"file://{tmp_path / 'kept'}"


@pytest.fixture
def kept_at(settings):
    """Keep the site's files at an address."""

    def keep_at(url):
        settings.STORAGES = {**settings.STORAGES, "default": stored_at(url)}

    return keep_at


@pytest.fixture(params=["folder_url", "s3_url"])
def storage_url(request, kept_at):
    """Each of the two kinds of storage, in turn, as the site's own."""
    url = request.getfixturevalue(request.param)
    kept_at(url)
    return url


@pytest.fixture
def file_of(tmp_path):
    """Write bytes to a file, as an upload leaves them."""

    def write(data, name="upload"):
        path = tmp_path / f"{name}-{next(NUMBER)}"
        path.write_bytes(data)
        return path

    return write
