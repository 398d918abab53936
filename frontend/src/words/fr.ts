/** Every sentence of the pages, in French. No-break spaces stand where French wants them. */
import { aboutFaults } from "./fr.faults";
import { aboutBooking, levelInWords } from "./fr.booking";
import { aboutPlanning } from "./fr.planning";
import { aboutCalendars } from "./fr.calendars";
import { aboutAccepting } from "./fr.accepting";
import { aboutHeads } from "./fr.head";
import { aboutMessages } from "./fr.messages";
import { aboutGuide } from "./fr.guide";
import { aboutStart } from "./fr.start";
import { aboutSessions } from "./fr.sessions";
import { aboutSignIn } from "./fr.signin";

const many = (count: number, one: string, more: string) => `${count} ${count < 2 ? one : more}`;
const list = (parts: (string | false)[]) => parts.filter(Boolean).join(", ");

/** Amounts of a duty, with the way to write one in its unit. */
export interface Amounts {
  done: number;
  planned: number;
  missing: number;
  say: (amount: number) => string;
}

export const fr = {
  product: "Prévention scolaire",
  otherLanguage: "English",
  skip: "Aller au contenu",
  footer:
    "Prévention scolaire : réserver des séances, savoir ce que chaque classe a reçu. Aucune donnée d’élève n’est enregistrée ici.",
  loading: "Chargement en cours…",
  tryAgain: "Réessayer",
  close: "Fermer",
  copied: "Copié.",
  printed: (day: string, hour: string) => `Imprimé le ${day}, ${hour}`,
  unreachable:
    "Le service ne répond pas. Vérifiez votre connexion, puis réessayez : rien de ce que vous avez saisi n’est perdu.",
  problems: {
    invalid: "Vérifiez ce qui est signalé ci-dessous.",
    step_expired: "Ce code n’est plus valable. Demandez-en un nouveau.",
    sign_up_closed: "Cette adresse ne permet pas de créer un compte : demandez une invitation.",
    too_many: "Trop d’essais en peu de temps. Attendez quelques minutes, puis réessayez.",
  } as Record<string, string>,
  fromTo: (from: string, to: string) => `de ${from} à ${to}`,
  choices: (count: number) =>
    count === 0 ? "Aucun résultat. Essayez d’autres mots." : many(count, "résultat.", "résultats."),
  nothingHere: {
    title: "Il n’y a rien à cette adresse",
    hint: "Le lien est peut-être ancien ou incomplet.",
  },
  nav: {
    label: "Pages",
    menu: "Menu",
    start: "Accueil",
    classes: "Mes classes",
    sessions: "Séances",
    library: "Ressources",
    coordination: "Coordination",
    schools: "Établissements",
    authorise: "À autoriser",
    school: "Mon établissement",
    agenda: "Mon agenda",
    availability: "Disponibilités",
    calendars: "Agendas",
    messages: "Courriels",
    coverage: "Couverture",
    activity: "Activité",
    published: "Chiffres publiés",
    help: "Aide",
  },
  signIn: {
    title: "Se connecter",
    intro: "Un code à six chiffres vous est envoyé par courriel. Aucun mot de passe à retenir.",
    email: "Adresse électronique",
    emailHint: "Votre adresse professionnelle, par exemple prenom.nom@ac-lille.fr",
    password: "Mot de passe",
    sendCode: "Recevoir un code",
    enter: "Se connecter",
    byPassword: "Utiliser un mot de passe",
    byCode: "Recevoir plutôt un code",
    newHere: "Première visite ?",
    signUp: "Créer un compte",
    sent: (email: string) =>
      `Si ${email} nous est connue, un code vient d’y être envoyé. Il arrive en moins d’une minute.`,
    code: "Code reçu par courriel",
    codeHint: "Six chiffres. Vous pouvez le coller.",
    again: "Recommencer",
  },
  signUp: {
    title: "Créer un compte",
    intro:
      "Avec votre adresse académique. La direction de votre établissement confirme ensuite que vous y travaillez.",
    email: "Adresse académique",
    emailHint: "Par exemple prenom.nom@ac-lille.fr. Sans adresse académique, demandez une invitation.",
    create: "Créer mon compte",
    sent: (email: string) =>
      `Un message vient d’être envoyé à ${email}. S’il contient un code, saisissez-le ici.`,
    known: "Déjà un compte ?",
  },
  invitation: {
    title: "Une invitation pour vous",
    first: "Pour accepter l’invitation, connectez-vous avec l’adresse qui l’a reçue.",
    as: (email: string) => `Elle sera acceptée avec l’adresse ${email}.`,
    accept: "Accepter l’invitation",
    signIn: "J’ai déjà un compte",
    signUp: "Créer mon compte",
  },
  ...aboutStart,
  ...aboutGuide,
  roles: {
    title: "Rattachements à confirmer",
    asks: (kind: string, school: string) => `Demande : ${kind}, ${school}.`,
    confirm: "Confirmer",
    refuse: "Refuser",
  },
  noRole: {
    intro: "Dites où vous travaillez : la direction ou la coordination le confirmera.",
    kind: "Vous êtes",
    kinds: {
      TEACHER: "Enseignante ou enseignant",
      HEAD: "Direction de l’établissement",
      STAFF: "Autre personnel (vie scolaire, santé, social)",
    },
    school: "Votre établissement",
    schoolHint: "Nom, commune ou code UAI, puis choisissez dans la liste",
    ask: "Demander le rattachement",
    waiting: (kind: string, school: string) =>
      `Votre demande (${kind}, ${school}) attend une confirmation de l’établissement ou de la coordination.`,
    meanwhile: "Vous recevrez un courriel. Rien d’autre à faire de votre côté.",
  },
  owed: {
    sentence: ({ done, planned, missing, say }: Amounts) =>
      list([
        done > 0 && `${say(done)} ${done < 2 ? "faite" : "faites"}`,
        planned > 0 && `${say(planned)} ${planned < 2 ? "prévue" : "prévues"}`,
        missing > 0 ? `${say(missing)} à prévoir` : "rien à prévoir",
      ]),
    unknown:
      "L’établissement n’a pas encore déclaré ce qu’il fait lui-même : seules les séances réservées ici sont comptées.",
  },
  classes: {
    empty: "Aucune classe n’est enregistrée pour cette année scolaire.",
    summary: (all: number, missing: number) =>
      missing === 0
        ? `${many(all, "classe", "classes")}, rien à prévoir.`
        : `${many(all, "classe", "classes")}, dont ${missing} avec des séances à prévoir.`,
    year: "Année scolaire",
    search: "Chercher une classe",
    found: (count: number) => many(count, "classe affichée.", "classes affichées."),
    noneFound: "Aucune classe de ce nom.",
    about: (levels: readonly string[], headcount: number | null) =>
      list([levels.map(levelInWords).join(", "), headcount !== null && many(headcount, "élève", "élèves")]),
  },
  classPage: {
    title: (label: string) => `Classe ${label}`,
    owed: "Ce que la loi lui doit cette année",
    nothingOwed: "Rien n’est dû à cette classe.",
    sessions: "Séances demandées et prévues",
    offers: "Séances proposées pour cette classe",
    noOffer: "Aucun partenaire ne propose de séance pour ce niveau. La coordination peut en chercher un.",
  },
  ...aboutBooking,
  ...aboutSessions,
  ...aboutFaults,
  ...aboutSignIn,
  ...aboutPlanning,
  ...aboutAccepting,
  ...aboutHeads,
  ...aboutMessages,
  materials: {
    title: "Ressources de la séance",
    none: "Aucune ressource n’accompagne cette séance.",
    warned: (labels: readonly string[]) => `Avertissement : ${labels.join(", ")}.`,
    own: "Ressources de mes séances",
  },
  ...aboutCalendars,
  schools: {
    title: "Établissements",
    search: "Chercher un établissement",
    searchHint: "Nom, commune ou code UAI",
    none: "Aucun établissement ne correspond. Essayez d’autres mots.",
    found: (count: number) => many(count, "établissement.", "établissements."),
    tooMany: (count: number) => `Les ${count} premiers sont affichés : précisez la recherche.`,
  },
  ownCalendar: {
    title: "Mon agenda personnel",
    intro:
      "Vous tenez un agenda ailleurs ? Donnez son adresse : ce qu’il contient n’est plus proposé aux établissements. Seuls le début et la fin de chaque événement sont gardés, jamais le titre, le lieu ni les personnes.",
    address: "Adresse de l’agenda à lire",
    addressHint:
      "L’adresse secrète au format iCal que donne votre agenda (Google, Outlook, Zimbra…). Elle ne sera plus montrée ici.",
    give: "Donner cette adresse",
    waiting: "Il sera lu dans la minute.",
    moment: (day: string, hour: string) => `${day} à ${hour}`,
    read: (moment: string) => `À jour : lu ${moment}.`,
    stale: (moment: string) =>
      `Plus à jour : lu pour la dernière fois ${moment}. Les derniers temps occupés connus sont gardés.`,
    staleUnread: "Cet agenda n’a pas encore pu être lu.",
    failed: (moment: string) => `Le dernier essai, ${moment}, a échoué.`,
    count: (count: number) => many(count, "temps occupé.", "temps occupés."),
    clashes: "Votre agenda contient autre chose pendant ces séances. Elles restent prévues : déplacez-les si besoin.",
    look: "Actualiser",
    other: "Donner une autre adresse",
    forget: "Oublier cet agenda",
    forgetHint: "L’adresse et tous les temps occupés lus dans cet agenda sont effacés.",
    keep: "Ne rien changer",
  },
  school: {
    uai: "Code UAI",
    address: "Adresse",
    phone: "Téléphone",
    email: "Courriel",
    calendar: "Agenda de l’établissement",
    classes: "Classes",
  },
  account: {
    title: "Mon compte",
    email: "Adresse électronique",
    roles: "Rattachements",
    noRole: "aucun",
    signOut: "Se déconnecter",
    security: "Sécurité : clés d’accès et deuxième étape",
    settings: "Mes préférences",
    name: "Nom affiché",
    nameHint: "Ce que voient la direction et les partenaires",
    language: "Langue",
    save: "Enregistrer",
    saved: "C’est enregistré.",
  },
  tokens: {
    title: "Clés pour vos programmes",
    intro: "Une clé permet à un programme de lire, ou d’écrire, en votre nom par l’interface documentée.",
    about: (prefix: string, scope: string, until: string) =>
      `${prefix}… : ${scope.toLowerCase()}, jusqu’au ${until}.`,
    lastUsed: (day: string) => `Utilisée pour la dernière fois ${day}.`,
    neverUsed: "Jamais utilisée.",
    revoke: "Révoquer",
    revokeThis: (name: string) => `Révoquer la clé ${name}`,
    new: "Nouvelle clé",
    once: "Copiez la clé maintenant : elle ne sera plus jamais affichée.",
    copy: "Copier la clé",
    name: "Nom de la clé",
    nameHint: "Le programme qui s’en servira, par exemple « tableau de suivi »",
    scope: "Elle permet",
    scopes: { read: "Lecture seule", write: "Lecture et écriture" },
    days: "Durée de validité",
    countDays: (count: number) => `${count} jours`,
    make: "Créer la clé",
  },
  help: {
    title: "Aide",
    disclosure: "Un élève se confie pendant une séance",
    steps: [
      "Écoutez, sans interroger ni enquêter. Ne promettez pas le secret.",
      "Prévenez aussitôt l’adulte de l’Éducation nationale présent et la direction de l’établissement.",
      "Danger grave : signalement au procureur de la République. Sinon : information préoccupante à la cellule départementale (CRIP), selon le protocole convenu avant la séance.",
      "En cas d’urgence, appelez le 17 ou le 112, ou écrivez au 114.",
    ],
    nothingStored:
      "N’écrivez rien de cela ici : ce site n’enregistre aucun nom, aucun fait, aucun décompte de confidences.",
    numbers: "Numéros utiles",
    services: [
      { number: "119", scheme: "tel", what: "Enfance en danger", when: "24 h sur 24, 7 jours sur 7" },
      { number: "17", scheme: "tel", what: "Police, gendarmerie", when: "Urgences" },
      { number: "112", scheme: "tel", what: "Numéro d’urgence européen", when: "Urgences" },
      { number: "114", scheme: "sms", what: "Urgences par SMS", when: "Quand on ne peut pas parler" },
      { number: "3018", scheme: "tel", what: "Harcèlement, violences numériques", when: "Tous les jours, de 9 h à 23 h" },
    ],
    how: "Se servir du site",
    questions: [
      {
        asked: "Comment réserver une séance ?",
        said: "Sur la page d’accueil, choisissez une classe, puis une séance proposée, puis un créneau. Il est retenu aussitôt ; la direction donne son accord.",
      },
      {
        asked: "Comment annuler ?",
        said: "Ouvrez la séance, puis « Annuler la séance ». Le créneau redevient libre.",
      },
      {
        asked: "Comment retrouver les séances dans mon agenda ?",
        said: "La page « Agendas » donne une adresse à laquelle abonner votre téléphone ou votre messagerie.",
      },
    ],
  },
};

export type Words = typeof fr;
