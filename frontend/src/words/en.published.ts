/** What is said on the page of published figures, in English. */
import type { published as french } from "./fr.published";

export const published: typeof french = {
  title: "Published figures",
  intro: "Sessions given in a finished school year, for anybody to read. Each is counted once, in the chosen territory.",
  why: "Why some numbers are masked",
  whyText: [
    "A number from 1 to 4 could say something of somebody: it is masked. Others are masked with it, so that no subtraction gives it back. Masked does not mean zero: a zero is always written.",
    "Themes are told together where the total of one alone would say too much. Classes of several levels stand apart, so that every table adds up.",
    "A year is published once it is over: two publications within a year would tell, by their difference, what happened in between.",
  ],
  territory: "Territory",
  year: "School year",
  show: "Show",
  preview: (day) => `Preview: this year is not over. You alone, who coordinate, see it; it is published on ${day}.`,
  madeOn: (day) => `Figures as of ${day}: what is corrected later does not change them.`,
  isPart: "Of this commune only its row is shown, as it is published with its group of communes.",
  none: "Nothing is published here yet.",
  noneHint: "The figures of a school year are published on 1 September, once it is over.",
  masked: "masked",
  withheld: "This table is not published: there is too little for it to say nothing of anybody. Only its total is given.",
  row: { commune: "Commune", level: "Level", partner: "Partner", sex: "Girls, boys", kind: "Kind of school" },
  sessions: (count) => `${count} sessions`,
  hours: (count) => `${count} h`,
  classes: (count) => `${count} classes`,
  reached: (count) => `${count} pupils`,
  download: "Open data",
  csv: "Download the tables (CSV)",
  schema: "What each column means (Table Schema)",
  licence: (name) => `Free to reuse under ${name}, naming Prévention scolaire and the year.`,
  scroll: (name) => `${name}: table that scrolls`,
};
