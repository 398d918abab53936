"""The addresses of the API, under ``/api/v1/``."""

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from library.api.collections import CollectionViewSet
from library.api.fitting import MaterialFittingViewSet
from library.api.help_services import HelpServiceViewSet
from library.api.search import MaterialSearchViewSet
from library.api.shares import ShareViewSet
from library.api.views import MaterialViewSet
from prevention.api.availability import AbsenceViewSet, AvailabilityViewSet
from prevention.api.calendars import FeedViewSet, SvgRenderer
from prevention.api.coordination import CoordinationViewSet
from prevention.api.coverage import CoverageViewSet
from prevention.api.coverage_choices import CoverageChoicesViewSet
from prevention.api.coverage_map import CoverageMapViewSet
from prevention.api.docs import DocsView, SchemaView
from prevention.api.facilitators import FacilitatorViewSet
from prevention.api.feed_readers import (
    FacilitatorReadingViewSet,
    ReadersViewSet,
    SchoolReadingViewSet,
)
from prevention.api.feedback import FeedbackViewSet, OwnFeedbackViewSet
from prevention.api.law import DutyViewSet, ThemeViewSet
from prevention.api.many_acts import ManyActsViewSet
from prevention.api.me import MeView
from prevention.api.messages import HtmlRenderer, MessageViewSet
from prevention.api.my_messages import MyMessagesView
from prevention.api.offers import OfferViewSet
from prevention.api.openings import OpeningViewSet
from prevention.api.organisations import AgreementViewSet, OrganisationViewSet
from prevention.api.own_calendars import OwnCalendarViewSet
from prevention.api.paper_orders import PaperOrderViewSet
from prevention.api.papers import PaperViewSet
from prevention.api.people import InvitationViewSet, RoleViewSet
from prevention.api.plannings import PlanningViewSet
from prevention.api.proposals import ProposalViewSet
from prevention.api.published import PublishedViewSet
from prevention.api.requests import RequestViewSet
from prevention.api.roster import PeopleViewSet
from prevention.api.school_days import ClosureViewSet, RoomViewSet
from prevention.api.schools import (
    ClassGroupViewSet,
    DirectoryViewSet,
    HolidayViewSet,
    SchoolViewSet,
    SchoolYearViewSet,
)
from prevention.api.sessions import SessionViewSet
from prevention.api.start import StartView
from prevention.api.tokens import TokenViewSet
from prevention.api.worklist import WorklistViewSet

# One line a resource, in alphabetical order.
router = SimpleRouter(use_regex_path=False)
router.register("absences", AbsenceViewSet, basename="absence")
router.register("agreements", AgreementViewSet, basename="agreement")
router.register("availabilities", AvailabilityViewSet, basename="availability")
router.register("class-groups", ClassGroupViewSet, basename="class-group")
router.register("closures", ClosureViewSet, basename="closure")
router.register("collections", CollectionViewSet, basename="collection")
router.register("coordination", CoordinationViewSet, basename="coordination")
router.register("coverage/choices", CoverageChoicesViewSet, basename="coverage-choices")
router.register("coverage/worklist", WorklistViewSet, basename="worklist")
router.register("coverage/map", CoverageMapViewSet, basename="coverage-map")
router.register("coverage/published", PublishedViewSet, basename="published")
router.register("coverage", CoverageViewSet, basename="coverage")
router.register("directory", DirectoryViewSet, basename="directory")
router.register("duties", DutyViewSet, basename="duty")
router.register("facilitators", FacilitatorViewSet, basename="facilitator")
router.register("feedback", FeedbackViewSet, basename="feedback")
router.register(
    "feeds/readers/facilitators", FacilitatorReadingViewSet, basename="facilitator-reading"
)
router.register("feeds/readers/schools", SchoolReadingViewSet, basename="school-reading")
router.register("feeds/readers", ReadersViewSet, basename="feed-readers")  # no key of a feed
router.register("feeds", FeedViewSet, basename="feed")
router.register("help-services", HelpServiceViewSet, basename="help-service")
router.register("holidays", HolidayViewSet, basename="holiday")
router.register("invitations", InvitationViewSet, basename="invitation")
router.register("materials/fitting", MaterialFittingViewSet, basename="material-fitting")
router.register("materials/search", MaterialSearchViewSet, basename="material-search")
router.register("materials", MaterialViewSet, basename="material")
router.register("messages", MessageViewSet, basename="message")
router.register("offers", OfferViewSet, basename="offer")
router.register("openings", OpeningViewSet, basename="opening")
router.register("organisations", OrganisationViewSet, basename="organisation")
router.register("paper-orders", PaperOrderViewSet, basename="paper-order")
router.register("papers", PaperViewSet, basename="paper")
router.register("people", PeopleViewSet, basename="person")
router.register("plannings", PlanningViewSet, basename="planning")
router.register("proposals", ProposalViewSet, basename="proposal")
router.register("requests", RequestViewSet, basename="request")
router.register("roles", RoleViewSet, basename="role")
router.register("rooms", RoomViewSet, basename="room")
router.register("school-years", SchoolYearViewSet, basename="school-year")
router.register("schools", SchoolViewSet, basename="school")
router.register("sessions/many", ManyActsViewSet, basename="session-many")
router.register("sessions", SessionViewSet, basename="session")
router.register("shares", ShareViewSet, basename="share")
router.register("themes", ThemeViewSet, basename="theme")
router.register("tokens", TokenViewSet, basename="token")

urlpatterns: list[URLPattern | URLResolver] = [
    *router.urls,
    path(
        "feeds/<int:pk>/qr.svg",
        FeedViewSet.as_view({"get": "qr"}, renderer_classes=[SvgRenderer]),
        name="feed-qr",
    ),
    path(
        "facilitators/<int:pk>/calendar/",
        OwnCalendarViewSet.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}),
        name="own-calendar",
    ),
    path("me/", MeView.as_view(), name="me"),
    path("me/messages/", MyMessagesView.as_view(), name="my-messages"),
    path(
        "messages/<uuid:public_id>/preview.html",
        MessageViewSet.as_view({"get": "document"}, renderer_classes=[HtmlRenderer]),
        name="message-document",
    ),
    path(
        "sessions/<uuid:public_id>/feedback/",
        OwnFeedbackViewSet.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}),
        name="session-feedback",
    ),
    path("start/", StartView.as_view(), name="start"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
]
