/** The same sentences in English. */
import { aboutFaults } from "./en.faults";
import { aboutBooking } from "./en.booking";
import { aboutPlanning } from "./en.planning";
import { aboutCalendars } from "./en.calendars";
import { aboutAccepting } from "./en.accepting";
import { aboutHeads } from "./en.head";
import { aboutMessages } from "./en.messages";
import { aboutGuide } from "./en.guide";
import { aboutStart } from "./en.start";
import { aboutSessions } from "./en.sessions";
import { aboutSignIn } from "./en.signin";
import type { Words } from "./fr";

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
const list = (parts: (string | false)[]) => parts.filter(Boolean).join(", ");

export const en: Words = {
  product: "Prévention scolaire",
  otherLanguage: "Français",
  skip: "Skip to content",
  footer:
    "Prévention scolaire: book sessions, know what each class has had. No pupil's data is kept here.",
  loading: "Loading…",
  tryAgain: "Try again",
  close: "Close",
  copied: "Copied.",
  printed: (day, hour) => `Printed on ${day}, ${hour}`,
  unreachable:
    "The service does not answer. Check your connection, then try again: nothing you typed is lost.",
  problems: {
    invalid: "Check what is marked below.",
    step_expired: "This code is no longer valid. Ask for a new one.",
    sign_up_closed: "This address cannot create an account: ask for an invitation.",
    too_many: "Too many tries in a short time. Wait a few minutes, then try again.",
  },
  fromTo: (from, to) => `${from} to ${to}`,
  choices: (count) =>
    count === 0 ? "No result. Try other words." : many(count, "result.", "results."),
  nothingHere: {
    title: "Nothing is at this address",
    hint: "The link may be old or incomplete.",
  },
  nav: {
    label: "Pages",
    menu: "Menu",
    start: "Home",
    classes: "My classes",
    sessions: "Sessions",
    library: "Materials",
    coordination: "Coordination",
    schools: "Schools",
    authorise: "To authorise",
    school: "My school",
    agenda: "My agenda",
    availability: "When I can come",
    calendars: "Calendars",
    messages: "Messages",
    coverage: "Coverage",
    activity: "Activity",
    published: "Published figures",
    help: "Help",
  },
  signIn: {
    title: "Sign in",
    intro: "A six-digit code is sent to you by e-mail. No password to remember.",
    email: "E-mail address",
    emailHint: "Your professional address, such as prenom.nom@ac-lille.fr",
    password: "Password",
    sendCode: "Send me a code",
    enter: "Sign in",
    byPassword: "Use a password",
    byCode: "Send me a code instead",
    newHere: "First visit?",
    signUp: "Create an account",
    sent: (email) =>
      `If we know ${email}, a code has just been sent there. It arrives within a minute.`,
    code: "Code received by e-mail",
    codeHint: "Six digits. You can paste it.",
    again: "Start again",
  },
  signUp: {
    title: "Create an account",
    intro: "With your academic address. The head of your school then confirms that you work there.",
    email: "Academic address",
    emailHint: "Such as prenom.nom@ac-lille.fr. Without an academic address, ask for an invitation.",
    create: "Create my account",
    sent: (email) => `A message has just been sent to ${email}. If it holds a code, type it here.`,
    known: "Already have an account?",
  },
  invitation: {
    title: "An invitation for you",
    first: "To accept the invitation, sign in with the address that received it.",
    as: (email) => `It will be accepted with the address ${email}.`,
    accept: "Accept the invitation",
    signIn: "I have an account",
    signUp: "Create my account",
  },
  ...aboutStart,
  ...aboutGuide,
  roles: {
    title: "People to confirm",
    asks: (kind, school) => `Asks to be: ${kind}, ${school}.`,
    confirm: "Confirm",
    refuse: "Refuse",
  },
  noRole: {
    intro: "Say where you work: the head or the coordination will confirm it.",
    kind: "You are",
    kinds: {
      TEACHER: "A teacher",
      HEAD: "The head of the school",
      STAFF: "Other staff (pupil life, health, social)",
    },
    school: "Your school",
    schoolHint: "Name, commune or UAI code, then choose from the list",
    ask: "Ask to be confirmed",
    waiting: (kind, school) =>
      `Your request (${kind}, ${school}) waits for the school or the coordination to confirm it.`,
    meanwhile: "You will get an e-mail. There is nothing else for you to do.",
  },
  owed: {
    sentence: ({ done, planned, missing, say }) =>
      list([
        done > 0 && `${say(done)} done`,
        planned > 0 && `${say(planned)} planned`,
        missing > 0 ? `${say(missing)} to plan` : "nothing to plan",
      ]),
    unknown:
      "The school has not yet declared what it does by itself: only sessions booked here are counted.",
  },
  classes: {
    empty: "No class is recorded for this school year.",
    summary: (all, missing) =>
      missing === 0
        ? `${many(all, "class", "classes")}, nothing to plan.`
        : `${many(all, "class", "classes")}, ${missing} with sessions to plan.`,
    year: "School year",
    search: "Find a class",
    found: (count) => many(count, "class shown.", "classes shown."),
    noneFound: "No class of that name.",
    about: (levels, headcount) =>
      list([levels.join(", ").replace(/(\d)E\b/g, "$1e"), headcount !== null && many(headcount, "pupil", "pupils")]),
  },
  classPage: {
    title: (label) => `Class ${label}`,
    owed: "What the law owes it this year",
    nothingOwed: "Nothing is owed to this class.",
    sessions: "Sessions asked for and planned",
    offers: "Sessions offered for this class",
    noOffer: "No partner offers a session for this level. The coordination can look for one.",
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
    title: "Materials of the session",
    none: "No material comes with this session.",
    warned: (labels) => `Warning: ${labels.join(", ")}.`,
    own: "Materials of my sessions",
  },
  ...aboutCalendars,
  schools: {
    title: "Schools",
    search: "Find a school",
    searchHint: "Name, commune or UAI code",
    none: "No school matches. Try other words.",
    found: (count) => many(count, "school.", "schools."),
    tooMany: (count) => `The first ${count} are shown: narrow the search.`,
  },
  ownCalendar: {
    title: "My own calendar",
    intro:
      "Do you keep a calendar elsewhere? Give its address: what it holds is no longer offered to schools. Only when each event starts and ends is kept, never its title, its place or its people.",
    address: "Address of the calendar to read",
    addressHint:
      "The secret iCal address that your calendar gives (Google, Outlook, Zimbra…). It will not be shown here again.",
    give: "Give this address",
    waiting: "It will be read within a minute.",
    moment: (day, hour) => `${day} at ${hour}`,
    read: (moment) => `Up to date: read ${moment}.`,
    stale: (moment) =>
      `No longer up to date: last read ${moment}. The last busy times that are known are kept.`,
    staleUnread: "This calendar could not be read yet.",
    failed: (moment) => `The last try, ${moment}, failed.`,
    count: (count) => many(count, "busy time.", "busy times."),
    clashes: "Your calendar holds something else during these sessions. They still take place: move them if you must.",
    look: "Refresh",
    other: "Give another address",
    forget: "Forget this calendar",
    forgetHint: "The address and every busy time read from this calendar are erased.",
    keep: "Change nothing",
  },
  school: {
    uai: "UAI code",
    address: "Address",
    phone: "Telephone",
    email: "E-mail",
    calendar: "The school's calendar",
    classes: "Classes",
  },
  account: {
    title: "My account",
    email: "E-mail address",
    roles: "Roles",
    noRole: "none",
    signOut: "Sign out",
    security: "Security: passkeys and second step",
    settings: "My preferences",
    name: "Displayed name",
    nameHint: "What the head and the partners see",
    language: "Language",
    save: "Save",
    saved: "Saved.",
  },
  tokens: {
    title: "Keys for your programs",
    intro: "A key lets a program read, or write, in your name through the documented interface.",
    about: (prefix, scope, until) => `${prefix}…: ${scope.toLowerCase()}, until ${until}.`,
    lastUsed: (day) => `Last used on ${day}.`,
    neverUsed: "Never used.",
    revoke: "Revoke",
    revokeThis: (name) => `Revoke the key ${name}`,
    new: "New key",
    once: "Copy the key now: it will never be shown again.",
    copy: "Copy the key",
    name: "Name of the key",
    nameHint: "The program that will use it, such as “follow-up table”",
    scope: "It allows",
    scopes: { read: "Reading only", write: "Reading and writing" },
    days: "Valid for",
    countDays: (count) => `${count} days`,
    make: "Create the key",
  },
  help: {
    title: "Help",
    disclosure: "A pupil confides something during a session",
    steps: [
      "Listen, without questioning or investigating. Do not promise secrecy.",
      "Tell the Éducation nationale adult present and the head of the school at once.",
      "Serious danger: report to the public prosecutor (signalement). Otherwise: information préoccupante to the département's unit (CRIP), by the protocol agreed before the session.",
      "In an emergency, call 17 or 112, or text 114.",
    ],
    nothingStored:
      "Write nothing of it here: this site keeps no name, no fact and no count of what is confided.",
    numbers: "Useful numbers",
    services: [
      { number: "119", scheme: "tel", what: "Children in danger", when: "24 hours a day, 7 days a week" },
      { number: "17", scheme: "tel", what: "Police, gendarmerie", when: "Emergencies" },
      { number: "112", scheme: "tel", what: "European emergency number", when: "Emergencies" },
      { number: "114", scheme: "sms", what: "Emergencies by text message", when: "When one cannot speak" },
      { number: "3018", scheme: "tel", what: "Bullying, online violence", when: "Every day, 9:00 to 23:00" },
    ],
    how: "Using this site",
    questions: [
      {
        asked: "How do I book a session?",
        said: "On the home page, choose a class, then an offered session, then a time. It is held at once; the head gives their agreement.",
      },
      {
        asked: "How do I cancel?",
        said: "Open the session, then “Cancel the session”. The time becomes free again.",
      },
      {
        asked: "How do I find the sessions in my calendar?",
        said: "The “Calendars” page gives an address to which your telephone or mail program can subscribe.",
      },
    ],
  },
};
