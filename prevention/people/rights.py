"""Who may do what: the one table, from which permissions and their tests are made.

A right says which roles hold it; a role's reach (``reach.py``) says over which rows.
"""

from prevention.vocabulary import SCHOOL_ROLES, RoleKind

T, H, S, F, C = (
    RoleKind.TEACHER,
    RoleKind.HEAD,
    RoleKind.STAFF,
    RoleKind.FACILITATOR,
    RoleKind.COORDINATOR,
)
# Who takes part in sessions. A funder pays for them, and reads what anybody may read.
EVERYONE = frozenset({T, H, S, F, C})

# Anyone signed in, even before a role is confirmed.
SIGNED_IN: frozenset[RoleKind] | None = None
# No role: superusers alone, who hold every right.
ADMINISTRATORS: frozenset[RoleKind] = frozenset()

RIGHTS: dict[str, frozenset[RoleKind] | None] = {
    "me.read": SIGNED_IN,
    "me.change": SIGNED_IN,
    "token.read": SIGNED_IN,
    "token.create": SIGNED_IN,
    "token.revoke": SIGNED_IN,
    "directory.read": SIGNED_IN,  # names of open schools are open data: to say where one works
    "role.ask": SIGNED_IN,
    "invitation.accept": SIGNED_IN,
    "school_year.read": SIGNED_IN,
    "holiday.read": SIGNED_IN,
    "role.confirm": frozenset({H, C}),
    "role.end": frozenset({H, C}),
    "people.read": frozenset({H, C}),  # who has which role, where one answers for it
    "coordination.read": frozenset({C}),  # what waits, clashes and ends over many schools
    "invitation.read": frozenset({H, C}),
    "invitation.create": frozenset({H, C}),
    "school.read": EVERYONE,
    "school.change": frozenset({H, C}),
    "closure.read": EVERYONE,
    "closure.change": frozenset({H, C}),
    "room.read": EVERYONE,
    "room.change": frozenset({H, C}),
    "school.import": frozenset({C}),  # in the administration, which opens to staff alone
    "commune.read": frozenset({C}),
    "calendar.change": ADMINISTRATORS,  # holidays hold for a whole zone
    "account.manage": ADMINISTRATORS,  # nobody on the staff can raise the own powers
    "schedule.run": ADMINISTRATORS,  # how background work goes, and its jobs before their time
    "class_group.read": EVERYONE,
    "class_group.create": frozenset({T, H, C}),
    "class_group.change": frozenset({T, H, C}),
    "theme.read": EVERYONE,
    "duty.read": EVERYONE,
    "law.change": ADMINISTRATORS,  # themes and duties hold for everybody
    "organisation.read": EVERYONE,
    "organisation.change": frozenset({C}),
    "agreement.read": EVERYONE,
    "agreement.change": frozenset({C}),
    "facilitator.read": frozenset({F, C}),
    "facilitator.change": frozenset({C}),
    "facilitator.limit": frozenset({F, C}),  # the own sessions a day and a week, and base
    "availability.read": frozenset({F, C}),  # schools see openings alone
    "availability.change": frozenset({F, C}),  # weekly windows, extra times and absences
    "offer.read": EVERYONE,
    "offer.change": frozenset({C}),
    "opening.read": SCHOOL_ROLES | {C},
    "request.read": SCHOOL_ROLES | {C},
    "request.create": frozenset({T, H, C}),
    "session.read": EVERYONE,
    "session.propose": frozenset({C}),
    "session.hold": frozenset({T, H, C}),
    "session.authorise": frozenset({H}),
    "session.link": frozenset({C}),  # it decides in the head's name: not for who has asked
    "session.accept": frozenset({F, C}),
    "session.prepare": EVERYONE,
    "session.move": frozenset({T, H, F, C}),
    "session.replace": frozenset({F, C}),
    "session.refuse": frozenset({H, F, C}),
    "session.cancel": frozenset({T, H, F, C}),
    "session.report": frozenset({F, C}),
    "session.not_held": frozenset({T, H, F, C}),
    "session.declare": frozenset({T, H}),
    "session.close": frozenset({C}),
    "session.feedback": SCHOOL_ROLES,  # one's own answer, which nobody else reads
    "feedback.read": frozenset({F, C}),  # counted by offer, without anybody's name
    "coverage.read": SCHOOL_ROLES | {C},
    "activity.read": SCHOOL_ROLES | {F, C},  # a facilitator: of what the organisation gave
    "paper.school": frozenset({H, C}),  # the letter to families, and the report to the board
    "paper.day": frozenset({F, C}),  # what a facilitator takes along
    "paper.year": frozenset({H, C}),  # the yearly report
    "worklist.read": frozenset({H, C}),  # what to do next: for who may do it
    "published.read": frozenset({RoleKind.FUNDER, C}),  # small counts are masked
    "feed.read": EVERYONE,
    "feed.create": EVERYONE,
    "feed.rename": EVERYONE,
    "feed.reset": EVERYONE,
    "feed.revoke": EVERYONE,
    "feed.readers": frozenset({C}),  # whose calendars nobody reads, without their addresses
    "feed.manage": ADMINISTRATORS,  # who reads what, of everybody
    "message.read": frozenset({C}),  # what the programme writes to others
    "message.change": frozenset({C}),
    "material.read": EVERYONE,
    "material.change": frozenset({F, C}),  # drafts: one's own, unless one reviews
    "share.read": EVERYONE,
    "share.create": EVERYONE,  # for pupils or parents, of what is published for them
    "share.revoke": EVERYONE,
    "material.review": frozenset({C}),  # what others rely on, and what is taken back
}
