/** What is said around a planning, in English. */
import type { aboutPlanning as french } from "./fr.planning";

const list = (parts: (string | false)[]) => parts.filter(Boolean).join(", ");
const sessions = (count: number) => `${count} ${count === 1 ? "session" : "sessions"}`;

export const aboutPlanning: typeof french = {
  planning: {
    title: "Planning",
    of: "Planning of",
    open: "See the planning",
    spans: { week: "Week", month: "Month", school_year: "School year" },
    span: "Period",
    day: "Around",
    show: "Show",
    other: "Choose another planning",
    subjects: { school: "Schools", class_group: "Classes", facilitator: "Facilitators" },
    choose: "Choose whose planning to show, or open that of a school from its page.",
    week: (monday) => `Week of ${monday}`,
    year: (first) => `School year ${first}-${first + 1}`,
    moves: "Other periods",
    before: { week: "Week before", month: "Month before", school_year: "Year before" },
    now: { week: "This week", month: "This month", school_year: "This year" },
    after: { week: "Next week", month: "Next month", school_year: "Next year" },
    none: {
      week: "No session this week.",
      month: "No session this month.",
      school_year: "No session this school year.",
    },
    counts: (held, waiting, off) =>
      list([sessions(held), waiting > 0 && `${waiting} to be confirmed`, off > 0 && `${off} cancelled or not held`]),
    daysOffUnknown: "The school calendar is not published for all these days: holidays may be missing.",
    daysOffOfSchools: "Holidays and closures depend on each school: they are not marked here.",
    print: "Print",
    printHint: "One A4 page, landscape.",
    download: "Download as CSV",
    subscribe: "To have these sessions in your calendar,",
    subscribeLink: "subscribe",
    morning: "Morning",
    afternoon: "Afternoon",
    noClass: "No class",
    half: "Half-day",
    number: "Day",
    marks: { waits: "to be confirmed", off: "cancelled" },
    several: sessions,
    legend: "? to be confirmed · ✕ cancelled or not held · hatched: no class",
    pupils: (count) => `${count} ${count === 1 ? "pupil" : "pupils"}`,
    offDays: (first, last) => `From ${first} to ${last}`,
  },
};
