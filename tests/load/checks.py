"""What must be true of the rows, said once more: in plain SQL and loops, without our code."""

from collections import defaultdict

from tests.load.stores import Store

LIVE = {"proposed", "held", "confirmed", "done", "closed"}

# One statement, so that all is seen at one moment, whatever a dying server still does.
SESSIONS = """
SELECT s.id, s.state, o.facilitators_needed,
  (SELECT count(*) FROM prevention_sessionfacilitator f WHERE f.session_id = s.id),
  (SELECT count(*) FROM prevention_sessiongroup g WHERE g.session_id = s.id),
  (SELECT count(*) FROM prevention_occupation c WHERE c.session_id = s.id),
  (SELECT count(*) FROM prevention_occupation c
    JOIN prevention_sessionfacilitator f
      ON f.session_id = c.session_id AND f.facilitator_id = c.facilitator_id
    WHERE c.session_id = s.id AND c.starts_at = s.starts_at AND c.ends_at = s.ends_at),
  (SELECT count(*) FROM prevention_occupation c
    JOIN prevention_sessiongroup g ON g.session_id = c.session_id AND g.group_id = c.group_id
    WHERE c.session_id = s.id AND c.starts_at = s.starts_at AND c.ends_at = s.ends_at),
  (SELECT count(*) FROM prevention_event e WHERE e.session_id = s.id AND e.act = 'request'),
  (SELECT count(*) FROM prevention_event e WHERE e.session_id = s.id AND e.act = 'cancel')
FROM prevention_session s JOIN prevention_offer o ON o.id = s.offer_id
"""
BARREN = """
SELECT id FROM prevention_request WHERE id NOT IN (SELECT request_id FROM prevention_session)
"""
SPANS = """
SELECT facilitator_id, group_id, room_id, starts_at, ends_at FROM prevention_occupation
"""


def overlaps(store: Store) -> list[tuple]:
    """Every two rows in which one facilitator, class or room is in two places."""
    by_owner = defaultdict(list)
    for facilitator, group, room, starts_at, ends_at in store.rows(SPANS):
        by_owner[facilitator, group, room].append((starts_at, ends_at))
    return [
        (owner, one, other)
        for owner, spans in by_owner.items()
        for number, one in enumerate(spans)
        for other in spans[:number]
        if one[0] < other[1] and other[0] < one[1]
    ]


def half_made(store: Store) -> list[str]:
    """What a request, a session or an occupation lacks to be whole, in words."""
    flaws = [f"request {request} has no session" for (request,) in store.rows(BARREN)]
    for (
        session,
        state,
        needed,
        people,
        groups,
        taken,
        by_people,
        by_groups,
        asked,
        ended,
    ) in store.rows(SESSIONS):
        if people != needed or groups < 1:
            flaws.append(f"session {session} has {people} facilitators and {groups} classes")
        if asked != 1 or ended != (state == "cancelled"):
            flaws.append(f"session {session}, {state}, has {asked} and {ended} events")
        if state in LIVE and not (by_people == needed and by_groups == groups):
            flaws.append(f"session {session} does not take all its people and classes")
        if taken != (needed + groups if state in LIVE else 0):
            flaws.append(f"session {session}, {state}, takes {taken}")
    return flaws
