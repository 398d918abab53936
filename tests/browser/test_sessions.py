"""A session's life on its page: what is missing, moving, waiting, and what became of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import expect

from prevention.demonstration.cast import FACILITATOR, HEAD, TEACHER
from prevention.demonstration.stage import PREPARED_AHEAD, class_groups_of_the_teacher
from prevention.models import ClassGroup, Facilitator, Offer, Session, User
from prevention.scheduling.acts import (
    Line,
    Wished,
    authorise,
    offer_free_times,
    request_sessions,
)
from prevention.scheduling.load import Meeting, openings_for
from tests.browser.booking import (
    OFFER,
    choose_a_time,
    colleagues_book_the_same,
    owed,
    press_book,
)
from tests.browser.paper import read_paper

pytestmark = pytest.mark.browser

HOUR = timedelta(hours=1)


def ask(when=None):
    """Ask for a session for class 5E1 without preparing it, at the first opening."""
    now = timezone.now()
    today = localdate(now)
    group = class_groups_of_the_teacher(now=now).get(label="5E1")
    offer = Offer.objects.get(title=OFFER)
    if when is None:
        days = {"first": today, "last": today + PREPARED_AHEAD}
        when = openings_for(Meeting(offer, [group]), **days, now=now).openings[0].starts_at
    teacher = User.objects.get(email=TEACHER.email)
    asked = request_sessions(offer=offer, lines=[Line([group], when)], asked_by=teacher, now=now)
    return asked.request.sessions.get()


def let_it_be_over(session):
    """Put a confirmed session into the past: what was planned has taken place."""
    now = timezone.now()
    Session.objects.filter(pk=session.pk).update(starts_at=now - 2 * HOUR, ends_at=now - HOUR)


def confirmed_session():
    return Session.objects.get(state="confirmed")


def open_session(page, session):
    page.goto(f"/sessions/{session.public_id}")
    page.get_by_role("heading", name=OFFER).wait_for()


def test_what_is_missing_is_shown_and_lifted_until_the_session_is_confirmed(sign_in):
    session = ask()
    head = User.objects.get(email=HEAD.email)
    authorise(session=session, user=head, now=timezone.now())
    page = sign_in(TEACHER, "telephone")
    open_session(page, session)
    missing = page.get_by_role("region", name="Ce qui manque")
    expect(missing).to_contain_text("Indiquez quel adulte de l’Éducation nationale est présent")

    page.get_by_role("button", name="Compléter la préparation").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Adulte de l’établissement présent").select_option("NURSE")
    dialog.get_by_label("Familles informées le").fill("2026-09-10")
    dialog.get_by_role("button", name="Enregistrer").click()

    expect(page.get_by_role("status").filter(has_text="C’est fait.")).to_be_focused()
    expect(missing).to_have_count(0)
    expect(page.get_by_text("Confirmée")).to_be_visible()
    expect(page.get_by_text("L’infirmière ou l’infirmier scolaire")).to_be_visible()
    session.refresh_from_db()
    assert (session.state, session.en_adult) == ("confirmed", "NURSE")


def test_a_facilitator_moves_a_session_and_lets_a_colleague_come(sign_in):
    session = confirmed_session()
    page = sign_in(FACILITATOR, "telephone")
    open_session(page, session)
    page.get_by_role("link", name="Déplacer").click()
    page.get_by_role("listitem").get_by_role("button").last.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("La direction devra redonner son accord")
    dialog.get_by_role("button", name="Déplacer la séance").click()

    expect(page.get_by_role("status").filter(has_text="C’est fait.")).to_be_visible()
    expect(page.get_by_text("Attend l’accord de la direction")).to_be_visible()
    moved = Session.objects.get(pk=session.pk)
    assert moved.starts_at > session.starts_at
    assert moved.state == "held"

    (leaving,) = moved.facilitators.all()
    free_everybody_at(moved)
    page.get_by_role("button", name="Remplacer un intervenant").click()
    dialog.get_by_role("button", name="Remplacer", exact=True).click()
    expect(dialog).to_have_count(0)
    (coming,) = moved.facilitators.all()
    assert coming != leaving


def free_everybody_at(session):
    """Let each facilitator work at the session's time."""
    day = session.starts_at.date()
    for one in Facilitator.objects.all():
        one.availabilities.create(
            weekday=day.isoweekday(), starts_at="06:00", ends_at="22:00", valid_from=day
        )


def test_a_facilitator_reports_and_the_class_is_owed_less(sign_in):
    session = confirmed_session()
    let_it_be_over(session)
    group = session.groups.get()
    teacher = sign_in(TEACHER)
    teacher.goto(f"/classes/{group.pk}")
    expect(owed(teacher, "affective")).to_contain_text("1 prévue, 2 à prévoir")

    page = sign_in(FACILITATOR, "telephone")
    expect(page.get_by_role("heading", name="Comptes rendus à déposer")).to_be_visible()
    page.get_by_role("link", name=f"Compte rendu : {OFFER}").click()
    page.get_by_role("button", name="Un élève de moins, ").click()
    page.get_by_text("Climat des échanges").first.click()
    page.get_by_label("Plutôt serein").check()
    page.get_by_label("Conditions", exact=True).select_option("LATE")
    page.get_by_text("Ajouter un commentaire").click()
    expect(page.get_by_text("jamais un nom")).to_be_visible()
    page.get_by_role("button", name="Déposer le compte rendu").click()

    expect(page.get_by_role("status").filter(has_text="C’est fait.")).to_be_visible()
    expect(page.get_by_role("heading", name="Compte rendu")).to_be_visible()
    report = Session.objects.get(pk=session.pk).report
    assert (report.climate, report.logistics, report.comment) == (3, "LATE", "")
    assert session.session_groups.get().present == group.headcount - 1
    teacher.reload()
    expect(owed(teacher, "affective")).to_contain_text("1 faite, 2 à prévoir")


def test_a_class_refused_its_time_joins_the_waiting_list(sign_in):
    page = sign_in(TEACHER, "telephone")
    choose_a_time(page)
    colleagues_book_the_same(page)
    press_book(page)
    page.get_by_role("button", name="Se mettre en liste d’attente").click()

    dialog = page.get_by_role("dialog")
    dialog.get_by_label("jeudi matin").check()
    dialog.get_by_label("mardi après-midi").check()
    dialog.get_by_role("button", name="Se mettre en liste d’attente").click()

    page.get_by_role("link", name="5E1, séance 1").click()
    expect(page.get_by_text("mardi après-midi, jeudi matin")).to_be_visible()
    wish = Session.objects.get(groups__label="5E1").wish
    assert [(one.weekday, one.half) for one in wish.half_days.order_by("weekday")] == [
        (2, "PM"),
        (4, "AM"),
    ]


def test_a_time_that_comes_free_is_offered_and_taken(sign_in):
    today = localdate()
    wish = ask(Wished(today, today + PREPARED_AHEAD))
    offer_free_times(now=timezone.now())
    page = sign_in(TEACHER)
    expect(page.get_by_role("heading", name="Réponses attendues")).to_be_visible()

    page.get_by_role("link", name=f"Répondre : {OFFER}").click()
    page.get_by_role("button", name="Prendre ").click()

    expect(page.get_by_text("Attend l’accord de la direction")).to_be_visible()
    wish.refresh_from_db()
    assert wish.state == "held"


def test_a_school_declares_what_it_gave_itself(sign_in):
    group = ClassGroup.objects.filter(school__roles__user__email=TEACHER.email)
    group = group.filter(label="5E1").earliest("school_year")
    yesterday = localdate() - timedelta(days=1)
    page = sign_in(TEACHER)
    page.goto(f"/classes/{group.pk}")
    expect(owed(page, "affective")).to_contain_text("3 à prévoir")

    page.get_by_role("button", name="Déclarer une séance faite").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Thème").select_option("EVARS")
    dialog.get_by_label("Jour").fill(yesterday.isoformat())
    dialog.get_by_label("Début").fill("10:00")
    dialog.get_by_label("Fin").fill("11:00")
    dialog.get_by_role("button", name="Déclarer la séance").click()
    # Forgetting how many were there is said, and nothing typed is lost.
    expect(dialog.get_by_role("alert")).to_be_focused()
    dialog.get_by_label("Élèves présents").fill("20")
    dialog.get_by_role("button", name="Déclarer la séance").click()

    expect(page.get_by_text("La séance est déclarée.")).to_be_visible()
    expect(owed(page, "affective")).to_contain_text("1 faite, 2 à prévoir")
    assert Session.objects.get(kind="INTERNAL").session_groups.get().present == 20


@pytest.mark.parametrize(
    ("address", "button", "said"),
    [("/sessions", "Imprimer la liste", "À venir"), (None, "Imprimer la fiche", "Durée")],
)
def test_what_a_teacher_prints_holds_the_session_and_no_button(sign_in, address, button, said):
    session = confirmed_session()
    page = sign_in(TEACHER)
    page.goto(address or f"/sessions/{session.public_id}")
    expect(page.get_by_role("button", name=button)).to_be_visible()

    paper = read_paper(page.pdf(format="A4"))

    assert len(paper.sizes) == 1
    assert paper.says(OFFER)
    assert paper.says(said)
    for words in ("Imprimer", "Voir le planning", "Annuler", "Aller au contenu"):
        assert not paper.says(words), words
