"""Two letters from the first word to the last, as their French readers have them."""

import pytest

from prevention.messages.kinds import Kind
from prevention.messages.letters import render_text, write
from prevention.vocabulary import SessionState
from tests.prevention.messages.letters.reading import addresses_of_text

pytestmark = pytest.mark.django_db

NBSP = "\N{NO-BREAK SPACE}"


def plain(text):
    return text.replace(NBSP, " ")


CONFIRMED = """\
Bonjour,

La séance est confirmée : elle aura lieu.

Quand : Mardi 6 octobre, de 10 h à 11 h
Classes : 5e 1 (25 élèves)
Séance : Respect et relations
Où : Collège Jean Bart, 12, rue des Écoles, 59300 Valenciennes, Salle
  polyvalente
Animée par : Association Parler
Avec : Zoé Exemple

À préparer
----------

- Prévoir dans la salle : Chaises en cercle
- Adulte de l’Éducation nationale présent : infirmière ou infirmier scolaire
- Égalité filles-garçons : en parler en classe
  https://ressources.exemple.test/egalite

Numéros d’aide
--------------

Pour les élèves qui ont besoin d’aide, gratuitement : 119 (enfance en
danger, jour et nuit), 3018 (harcèlement et violences numériques).

Ouvrir la page de la séance
https://prevention.exemple.test/sessions/{session}

Prévention scolaire

--\N{SPACE}
Vous recevez ce message parce qu’il concerne des séances de votre
établissement, Collège Jean Bart.
Choisir les messages que je reçois
{preferences}
"""


def test_a_confirmed_session_is_told_to_its_teacher(world, now):
    message = world.of_kind(Kind.CONFIRMED)

    letter = write(message, now)

    *_others, preferences = addresses_of_text(render_text(letter))
    assert letter.subject == f"Séance du mardi 6{NBSP}octobre confirmée — Collège Jean Bart"
    assert plain(render_text(letter)) == CONFIRMED.format(
        session=message.sessions.get().public_id, preferences=preferences
    )


REQUESTED = """\
Bonjour,

Votre demande est enregistrée. Voici où elle en est.

Séance : Respect et relations
Animée par : Association Parler

Mardi 6 octobre
---------------

- De 10 h à 11 h : 5e 1
  Salle polyvalente
  Avec : Zoé Exemple
  Attend l’accord de la direction et l’accord du partenaire jusqu’au lundi
  28 septembre à 18 h.
  https://prevention.exemple.test/sessions/{first}
- De 11 h à 12 h : 5e 2
  Salle polyvalente
  Avec : Zoé Exemple
  Attend l’accord du partenaire jusqu’au lundi 28 septembre à 18 h.
  https://prevention.exemple.test/sessions/{second}

En liste d’attente
------------------

Rien n’est libre ces jours-là pour l’instant. Nous vous écrirons dès qu’un
créneau le sera.

Entre le lundi 2 novembre et le vendredi 18 décembre
----------------------------------------------------

- 5e 3
  https://prevention.exemple.test/sessions/{wish}

Vous n’avez rien à faire pour l’instant : nous vous écrirons à chaque
réponse.

Voir ces séances
https://prevention.exemple.test/sessions

Prévention scolaire
"""


def test_a_request_is_told_line_by_line(world, now):
    sessions = [
        world.session(0, SessionState.HELD),
        world.session(1, SessionState.HELD, authorised_at=now),
        world.session(2, SessionState.WISHED),
    ]

    letter = write(world.message(Kind.RECEIVED, sessions), now)

    first, second, wish = (session.public_id for session in sessions)
    assert letter.subject == "Votre demande de 3 séances est enregistrée — Collège Jean Bart"
    assert plain(render_text(letter)).partition("\n-- \n")[0] == REQUESTED.format(
        first=first, second=second, wish=wish
    )
