/** What is said when something stands between the reader and the service, in English. */
import type { aboutFaults as french } from "./fr.faults";

export const aboutFaults: typeof french = {
  faults: {
    offline: "You are offline. What you typed is kept: try again once you are connected.",
    once: "Trying again is safe: had it already arrived, it would not be recorded twice.",
    slow: "Still sending: the connection is slow. Keep this page open.",
    tooMany: (wait) => `Too much was sent in a short time. Try again in ${wait}: what you typed is kept.`,
    failed: "The service has a passing problem. Try again in a moment: what you typed is kept.",
    arrived:
      "What you sent first had arrived: it is recorded, without what you changed since. Reload the page to see it.",
    signedOut: "You are no longer signed in. Try again to sign in: what you typed is kept.",
  },
  drafts: {
    found: (ago) => `You had begun to fill in this form ${ago}, without sending it.`,
    resume: "Resume",
    forget: "Start anew",
  },
  connection: {
    offline: "Offline. You may go on reading and typing: nothing is sent until the connection is back.",
    back: "The connection is back.",
  },
  signAgain: {
    title: "Sign in again to go on",
    hint: "You are no longer signed in. What you typed is still there: what you were doing goes on afterwards.",
    leave: (name) => `I am not ${name}: close everything`,
  },
  offline: {
    title: "Offline",
    intro: "This page needs a connection. Here is what can be read without.",
    help: "Help: a pupil confides, whom to call",
    agenda: "My next sessions",
    nothing: "Nothing is kept on this device: sign in once with a connection.",
    noSession: "No session was planned then.",
    seen: (day, hour) => `Last seen ${day} at ${hour}. It may have changed since.`,
  },
};
