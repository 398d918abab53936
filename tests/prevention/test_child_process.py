"""What the system holds a child process to, seen from inside one."""

import sys

from prevention.child_process import OUT_OF_MEMORY, TOLD_NOTHING, Ended, ask

BEGIN = """
import os, sys, threading
from prevention.child_process import *
question = asked()
limit(memory_bytes=200 * 1024**2, computing_seconds=10)
limit_what_it_leaves(file_bytes=1000)
"""
WRITES = """
try:
    with open(question["path"], "wb") as file:
        file.write(bytes(2000))
except OSError as error:
    tell({"refused": error.strerror})
"""
STARTS = """
if not os.getuid():
    os.setuid(65534)  # the system lets root start what it likes
refused = []
try:
    threading.Thread(target=print).start()
except RuntimeError:
    refused.append("thread")
try:
    os.fork()
except OSError:
    refused.append("process")
tell({"refused": refused})
"""
FILLS = """
try:
    bytearray(300 * 1024**2)
except MemoryError:
    sys.exit(OUT_OF_MEMORY)
"""
MEASURES = """
kept = bytearray(b"1") * 50 * 1024**2
tell({"peak": peak_memory_bytes()})
"""


def run(code, **question):
    return ask([sys.executable, "-c", BEGIN + code], question, seconds=60)


def test_it_gets_a_question_and_gives_an_answer():
    assert run("tell(question)", words=["é"]) == Ended(0, {"words": ["é"]})


def test_it_writes_no_file_larger_than_it_may(tmp_path):
    path = tmp_path / "file"

    assert run(WRITES, path=str(path)).told == {"refused": "File too large"}
    assert path.stat().st_size == 1000


def test_it_starts_neither_thread_nor_process():
    assert run(STARTS).told == {"refused": ["thread", "process"]}


def test_it_gets_no_more_memory_than_it_may():
    assert run(FILLS) == Ended(OUT_OF_MEMORY, {})


def test_it_tells_the_memory_it_has_held():
    peak = run(MEASURES).told["peak"]

    assert 50 * 1024**2 < peak < 200 * 1024**2


def test_one_that_ends_without_an_answer_has_told_nothing():
    assert run("sys.exit(0)") == Ended(TOLD_NOTHING, {})
