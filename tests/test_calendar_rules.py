"""Calendars and invitations keep twenty rules; the tests of each bear its number.

1 the calendar, 2 time zones, 3 names, 4 stamps, 5 states, 6 the window, 7 what is said,
8 persons, 9 alarms, 10 the head, 11 octets; 12 who is served, 13 headers, 14 validators,
15 compression, 16 unknown and withdrawn, 17 cost, 18 secrets; 19 invitations by e-mail,
20 busy times read from other calendars.
"""

import re
from pathlib import Path


def test_each_rule_has_a_test_that_bears_its_number():
    texts = [path.read_text() for path in Path(__file__).parent.rglob("test_*.py")]

    numbered = {int(n) for text in texts for n in re.findall(r"\bdef test_feeds_(\d\d)_\w", text)}

    assert numbered == set(range(1, 21))
