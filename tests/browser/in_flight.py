"""What the server of the tests is answering right now."""

from threading import Condition

from django.core.signals import request_finished, request_started

PATIENCE_S = 30


class InFlight:
    """Count the requests that are being answered, from entering to leaving."""

    def __init__(self):
        self.count = 0
        self.changed = Condition()

    def __enter__(self):
        request_started.connect(self.begin)
        request_finished.connect(self.end)
        return self

    def __exit__(self, *_raised):
        request_started.disconnect(self.begin)
        request_finished.disconnect(self.end)

    def begin(self, **_sent):
        with self.changed:
            self.count += 1

    def end(self, **_sent):
        with self.changed:
            self.count -= 1
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            answered = self.changed.wait_for(lambda: self.count == 0, PATIENCE_S)
        assert answered, f"{self.count} requests are still being answered"
