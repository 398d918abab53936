/** What is said on the start page and to those who have several roles, in English. */
import type { aboutStart as french } from "./fr.start";

export const aboutStart: typeof french = {
  capacity: {
    label: "As",
    kinds: {
      TEACHER: "teacher",
      HEAD: "head of school",
      STAFF: "school staff",
      FACILITATOR: "facilitator",
      COORDINATOR: "coordination",
    },
    said: (kind, where) => {
      const kinds: Record<string, string> = aboutStart.capacity.kinds;
      return [kinds[kind] ?? kind, where].filter(Boolean).join(", ");
    },
  },
  start: {
    title: (name) => (name ? `Hello, ${name}` : "Hello"),
    book: "Book a session",
    waiting: "What waits for you",
    nothingWaits: "Nothing waits for you.",
    toAuthorise: "Waiting for your authorisation",
    nothingToAuthorise: "Nothing waits for your authorisation.",
    authorise: "Authorise",
    authoriseMany: "See them all and authorise at once",
    authoriseThis: (title, group) => `Authorise “${title}” for ${group}`,
    answersExpected: "Answers expected",
    answer: "Answer",
    answerTo: (title) => `Answer: ${title}`,
    toComplete: "Sessions to complete",
    complete: "Complete",
    completeThis: (title) => `Complete: ${title}`,
    feedbackDue: "How did it go?",
    giveFeedback: "Give my opinion",
    giveFeedbackOn: (title) => `Give my opinion: ${title}`,
    reportsDue: "Reports to file",
    report: "Report",
    reportOn: (title) => `Report: ${title}`,
    wishes: "Waiting list",
    find: "Find a time",
    findFor: (title) => `Find a time: ${title}`,
    firstOf: (shown, all) => `The first ${shown} of ${all} are shown.`,
    next: "Next sessions",
    nothingNext: "No session planned.",
    nothingNextHint: {
      TEACHER: "Choose a class: the sessions that suit it and their times are shown.",
      HEAD: "They appear here as soon as a teacher has booked.",
      STAFF: "They appear here as soon as a session is booked in your school.",
      FACILITATOR: "They appear here as soon as a school has booked one of your times.",
      COORDINATOR: "They appear here as soon as a school has booked.",
    },
    allSessions: "See all sessions",
    missing: "What is missing",
    withoutHours:
      "You have given no hours: none of your times is proposed to schools. Tell the coordination when you are free.",
    agreementEnds: (organisation, day) => `Agreement of ${organisation}: it ends on ${day}.`,
    classesOf: (school) => `The classes of ${school}`,
    otherYears: "See the school and its other years",
    worklist: "To do, school by school",
    coverage: "What classes have had",
    coverageHint: "What each class is owed, was given, has planned or lacks, school by school.",
    openCoverage: "Open the coverage",
    findSchool: "Find a school",
  },
};
