/** Which territory and school year are shown: what the address says, or else the first there are. */
import type { Schemas } from "../api/shapes";

type Choices = Schemas["PublishedChoices"];

export interface Shown {
  territory: Choices["territories"][number];
  year: Choices["years"][number];
}

/** Null where nothing is published for the reader. */
export function shownOf(search: string, { territories, years }: Choices): Shown | null {
  const said = new URLSearchParams(search);
  const wanted = said.get("territory");
  const territory = territories.find(({ code }) => code === wanted) ?? territories[0];
  const year = years.find((one) => String(one.year) === said.get("school_year")) ?? years[0];
  return territory && year ? { territory, year } : null;
}

export const publishedAddress = (territory: string, year: string | number): string =>
  `/coverage/published?${new URLSearchParams({ school_year: String(year), territory })}`;

/** Where the same is as a file. */
export const fileAddress = ({ territory, year }: Shown): string =>
  `/api/v1/coverage/published/csv/?${new URLSearchParams({ school_year: String(year.year), territory: territory.code })}`;
