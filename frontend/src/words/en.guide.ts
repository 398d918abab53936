/** What is said around the guides and the help, in English. */
import type { aboutGuide as french } from "./fr.guide";

export const aboutGuide: typeof french = {
  guide: {
    title: "Guides",
    intro: "One guide for each role: what one comes to do here, step by step, with pictures. They are in French.",
    card: "Print this card",
    see: "A guide for each role, step by step",
    all: "All guides",
    print: "Print this guide",
    roles: {
      teacher: { title: "Teachers", about: "Book a session, prepare it, move it, find it in one’s own calendar." },
      head: { title: "Heads of school", about: "Authorise from a mail, see the school’s year, confirm the staff." },
      facilitator: { title: "Facilitators", about: "Say when one is free, accept, travel, report within a minute." },
      coordinator: { title: "Coordination", about: "See what each class is owed, place, propose, follow the mails." },
      funder: { title: "Funders", about: "Read the published figures of one’s territory, and use them." },
      integrator: { title: "Integrators", about: "Read and write through the documented API, subscribe to calendars." },
    },
  },
  revoking: {
    title: (name) => `Revoke the key ${name}`,
    breaks:
      "The program that uses it can neither read nor write any more, from now on. A revoked key cannot be brought back: a new one will be needed.",
    used: (ago) => `It was last used ${ago}: a program most likely still uses it.`,
    unused: "It has never been used.",
    revoke: "Revoke the key",
    keep: "Keep the key",
  },
};
