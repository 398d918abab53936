/** What is said while one books, in English. */
import { levelInWords, type aboutBooking as french } from "./fr.booking";

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
const sessions = (count: number) => many(count, "session", "sessions");

const FEW = 4;

export const aboutBooking: typeof french = {
  book: {
    title: "Book sessions",
    open: "Book a session",
    short: "Book",
    forClass: (group) => `Book a session for ${group}`,
    forDuty: (duty, group) => `Book: ${duty}, for ${group}`,
    noSchool: "Choose a school first, then one of its classes.",
    school: "School",
    step: (number) => `Step ${number} of 3`,
    forClasses: (labels) =>
      labels.length > FEW
        ? `${labels.slice(0, FEW - 1).join(", ")} and ${labels.length - FEW + 1} more classes`
        : labels.join(", "),
    levels: (levels) => levels.map(levelInWords).join(", "),
    line: (group, nth) => (nth === null ? group : `${group}, session ${nth}`),
    changeClasses: "Change the classes",
    changeOffer: "Choose another session",
    noClassChosen: "Tick at least one class.",
    tooManyClasses: (most) => `Tick at most ${most} classes at a time.`,
    classes: {
      title: "For which classes?",
      hint: "Tick one class, several, or a whole level.",
      all: (level, count) => `All of ${level} (${count} classes)`,
      missing: (count) => (count === 0 ? "nothing to plan" : `${sessions(count)} to plan`),
      chosen: (count) => (count === 0 ? "No class ticked" : many(count, "class ticked", "classes ticked")),
      onward: "See the possible sessions",
    },
    offers: {
      title: "Which session?",
      theme: "Theme",
      anyTheme: "All themes",
      needed: "What the law still owes these classes",
      others: "Possible as well",
      none: "No session suits all these classes. Try fewer classes, or another theme.",
      found: (count) => many(count, "session suits.", "sessions suit."),
      unfit: (count) => `${many(count, "session does not suit", "sessions do not suit")}: see why`,
      tooMany: (count) => `The first ${count} are shown: choose a theme.`,
    },
    offer: {
      choose: "See the times",
      instant: "Confirmed as soon as the head agrees.",
      toAccept: "To be confirmed by the head and by the partner.",
      series: (count) => `series of ${sessions(count)}`,
      together: (count) => `up to ${count} classes together`,
      distance: (km) => `${km} km away`,
      materials: (count) => many(count, "material to prepare with", "materials to prepare with"),
    },
    times: {
      title: "When?",
      sessions: "Sessions for each class",
      together: "Classes in each session",
      from: "Not before",
      lines: (count) => (count === 1 ? "Proposed time" : `${count} proposed times`),
      hint: "These times are free. Nothing is booked until you press “Book”.",
      nth: (number) => `Session ${number}`,
      change: "Change",
      changeThis: (line) => `Change the time: ${line}`,
      leaveOut: "Leave out",
      leaveOutThis: (line) => `Leave out: ${line}`,
      putBack: "Put back",
      putBackThis: (line) => `Put back: ${line}`,
      out: "Left out of the request",
      keep: "Keep this time",
      wish: "No free time for now: on the waiting list",
      wishOf: (halfDays) => `On the waiting list: ${halfDays.join(", ")}`,
      nothingLeft: "Keep at least one session.",
      book: (count) => (count < 2 ? "Book" : `Book ${sessions(count)}`),
    },
    result: {
      title: (done, left) =>
        left === 0 ? "It is booked" : done === 0 ? "Nothing is booked yet" : "Part of it is booked",
      booked: (count) => (count === 1 ? "1 session is asked for." : `${sessions(count)} are asked for.`),
      next: "The head receives the request; each session says below how it stands.",
      left: (count) =>
        count === 1
          ? "1 session could not be booked. Choose another time, or the waiting list."
          : `${sessions(count)} could not be booked. Choose other times, or the waiting list.`,
      leftTitle: "Not booked yet",
      notBooked: "This session is not booked.",
      bookedTitle: "Sessions asked for",
      take: (time, line) => `Take ${time}, for ${line}`,
      otherTime: "Another time",
      otherTimeFor: (line) => `Another time: ${line}`,
      sessions: "See my sessions",
      again: "Book something else",
    },
  },
  classForm: {
    title: "My classes",
    all: "All classes, add or correct one",
    noSchool: "You are not attached to any school.",
    add: "Add a class",
    correct: "Correct the class",
    label: "Name of the class",
    labelHint: "As in the school, for example 6E1 or CM1-CM2 B",
    levels: "Levels",
    headcount: "Number of pupils",
    headcountHint: "Optional: never a pupil's name here.",
    save: "Save",
    giveUp: "Change nothing",
    added: (label) => `The class ${label} is added.`,
    corrected: "The class is corrected.",
  },
};
