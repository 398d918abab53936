"""What scheduling refuses, with the facts that help to ask again."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from prevention.errors import RefusedError


class RangeTooLongError(RefusedError):
    code = "range_too_long"
    message = _("Ask for at most %(days)s days at a time.")


class GroupElsewhereError(RefusedError):
    code = "groups_of_several_schools"
    message = _(
        "A request is for classes of one school, in one school year: make one request for each."
    )


class TooManyClassesError(RefusedError):
    code = "too_many_classes"
    message = _("This offer takes at most %(most)s classes at a time: make several sessions.")


class NothingHeldError(RefusedError):
    """Facts: ``refused``, each line as ``RefusedLine.as_fact`` says it."""

    code = "nothing_held"
    message = _("None of these sessions could be held: each line says why.")


class OpeningRefusedError(RefusedError):
    """The chosen time is no opening.

    Facts: ``nearest``, up to three openings with ``starts_at`` and ``ends_at`` (ISO 8601),
    closest first; the others belong to the sentence.
    """


class OpeningTakenError(OpeningRefusedError):
    """Somebody has the time already; ``clash`` says who is taken, never by what."""

    code = "opening_taken"
    message = _("This time has just been taken: choose another.")
    clash = "facilitator"

    def __init__(self, **facts: Any) -> None:
        super().__init__(clash=self.clash, **facts)


class ClassTakenError(OpeningTakenError):
    message = _("%(class_group)s already has a session then: choose another time.")
    clash = "class_group"


class RoomTakenError(OpeningTakenError):
    message = _("%(room)s is taken then: choose another time, or another room.")
    clash = "room"


class NobodyWorksThenError(OpeningRefusedError):
    code = "no_facilitator"
    message = _("The partner has nobody for that time: choose another.")


class TooSoonError(OpeningRefusedError):
    code = "too_soon"
    message = _("The partner asks for %(lead_days)s days of notice: choose a later time.")


class AgreementMissingError(OpeningRefusedError):
    """An association speaks of some themes within its agrément alone."""

    code = "agreement_missing"
    message = _(
        "%(organisation)s has no agreement for this theme and class on that day:"
        " choose another time, or another offer."
    )


class SchoolClosedError(OpeningRefusedError):
    """``reason`` is a code of ``NoClass``."""

    code = "school_closed"
    message = _("The school has no class that day (%(reason_label)s): choose another.")


class OutsideSchoolHoursError(OpeningRefusedError):
    code = "outside_school_hours"
    message = _("A session fits inside one half-day of class: choose another time.")


class OutsideSchoolYearError(OpeningRefusedError):
    code = "outside_school_year"
    message = _("%(class_group)s is a class of %(school_year)s: choose a day of that school year.")


class BetweenStartsError(OpeningRefusedError):
    code = "between_starts"
    message = _("Sessions start every half hour of the half-day: choose one of the times offered.")


class ActRefusedError(RefusedError):
    """The state of the session does not allow the act (any more)."""

    code = "act_not_possible"
    message = _("This session cannot be changed that way: it is “%(state_label)s”.")


class NotAllowedError(RefusedError):
    """One of many sessions is not the person's to act on; alone it would be a 403."""

    code = "permission_denied"
    message = _("You may not do this.")


class SessionChangedError(RefusedError):
    code = "session_changed"
    message = _("This session has changed since you read it: read it again, then decide.")


class HoldExpiredError(RefusedError):
    code = "hold_expired"
    message = _("The time was held until %(held_until)s and is free again: ask for another.")


class SessionBegunError(RefusedError):
    code = "session_begun"
    message = _("This session has begun: say what became of it instead.")


class SessionNotBegunError(RefusedError):
    code = "session_not_begun"
    message = _("This session has not begun: wait for its day, or cancel it.")


class FeedbackTooEarlyError(RefusedError):
    code = "feedback_too_early"
    message = _("Say how the session was once its report is there.")


class FeedbackOfOneselfError(RefusedError):
    code = "feedback_of_oneself"
    message = _("Your school gave this session itself: there is no partner to tell.")


class FeedbackOverError(RefusedError):
    code = "feedback_over"
    message = _("The school year of this session is over: its answers change no more.")


class NoTimeOfferedError(RefusedError):
    """Nobody offered this time to the wish, or somebody else has taken it since."""

    code = "no_time_offered"
    message = _("No free time is offered to this wish now: it stays on the waiting list.")


class ReasonMissingError(RefusedError):
    code = "reason_missing"
    message = _("Say why this session is placed outside the ordinary times.")


class PastTimeError(RefusedError):
    code = "past_time"
    message = _("That time is over: choose a later one.")


class TimeMissingError(RefusedError):
    code = "time_missing"
    message = _("Say which of the offered times is taken.")


class FacilitatorNotThereError(RefusedError):
    code = "facilitator_not_there"
    message = _("This facilitator does not give this session: choose one who does.")


class FacilitatorNotFreeError(RefusedError):
    """Not one who gives this offer, or taken; nobody is named who does not give it.

    Facts: ``free``, who could, each with ``id`` and ``name``.
    """

    code = "facilitator_not_free"
    message = _("This facilitator cannot give this session: choose one of those who can.")


class HonorabilityMissingError(RefusedError):
    """Somebody without a valid check must not be put into a confirmed session."""

    code = "honorability_missing"
    message = _(
        "The honorability of %(facilitator)s is not checked for that day: ask for it first."
    )


class CountsImpossibleError(RefusedError):
    code = "counts_impossible"
    message = _(
        "%(class_group)s: at most %(headcount)s can be present, and girls and boys together at"
        " most those present."
    )


class ClassNotThereError(RefusedError):
    code = "class_not_there"
    message = _("One of these classes does not take part in the session.")


class RoomElsewhereError(RefusedError):
    code = "room_elsewhere"
    message = _("This room belongs to another school, or is not used any more.")


class DeclaredLaterError(RefusedError):
    code = "declared_later"
    message = _("What the school gives itself is declared afterwards: choose a time that is over.")


class WishedDaysOverError(RefusedError):
    code = "wished_days_over"
    message = _("These days are over or outside the school year: choose later ones.")


class WindowGoneError(RefusedError):
    code = "window_gone"
    message = _("This time was removed meanwhile: add it again if you need it.")


class NoHeadError(RefusedError):
    code = "no_head"
    message = _("Nobody is known as head of %(school)s: invite the head first.")


class HeadToChooseError(RefusedError):
    """Facts: ``heads``, who can be asked, each with ``id`` and ``name``."""

    code = "head_to_choose"
    message = _("Say which head of the school the link is for.")


class NothingToAuthoriseError(RefusedError):
    code = "nothing_to_authorise"
    message = _("No session of this request waits for the head any more.")


class LinkUsedError(RefusedError):
    code = "link_used"
    message = _("This link has decided already: it works once.")


class LinkOverError(RefusedError):
    code = "link_over"
    message = _("This link is not valid any more: sign in, or ask the coordination for another.")


class RequestChangedError(RefusedError):
    code = "request_changed"
    message = _("The request has changed since you opened this page: read it again, then decide.")


class TooManyAtOnceError(RefusedError):
    code = "too_many_at_once"
    message = _("One act changes at most %(most)s sessions at a time: narrow what is chosen.")


class ReasonNeededError(RefusedError):
    code = "reason_needed"
    message = _("Say why: choose a reason.")
