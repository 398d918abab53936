/** What is said of the papers that are made to be printed and handed on, in English. */
import type { papers as fr } from "./fr.papers";

export const papers: typeof fr = {
  title: "Papers",
  make: "Make",
  making: "The paper is being made…",
  received: (size) => `Received: ${size}.`,
  cancel: "Cancel",
  cancelled: "Cancelled: nothing was saved.",
  done: (name) => `Saved: ${name}.`,
  format: { pdf: "PDF", xlsx: "spreadsheet" },
  yearlyReport: "Yearly report",
  yearlyReportHint: "To read and to print: what is owed and what was given, with the definition of each figure.",
  yearlyWorkbook: "Yearly report, as a spreadsheet",
  yearlyWorkbookHint: "By commune, school, class, theme, partner and level, with each session; totals are computed anew.",
  calendarReport: (year) => `Report of the calendar year ${year}`,
  calendarReportHint: "For funders who count from January to December: what was given.",
  calendarWorkbook: (year) => `Report of the calendar year ${year}, as a spreadsheet`,
  boardReport: "Report to the board",
  boardReportHint: "For the conseil d’école or the conseil d’administration: class by class, without days to come or facilitators’ names.",
  familyLetter: "Letter to families",
  familyLetterHint: "To hand out at the start of the year: what the law provides for, what is spoken of, whom to turn to. Nothing to sign.",
  daySheet: "Day sheet",
  daySheetHint: "Addresses, times, ways, contacts and help numbers, to take along.",
  day: "Day",
  schoolOnly: "The letter to families and the report to the board are on the page of each school.",
};
