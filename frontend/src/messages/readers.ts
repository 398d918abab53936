/** To whom a message goes, as people say it. */
import type { Schemas } from "../api/shapes";
import type { Words } from "../words/fr";

type Addressed = Pick<Schemas["Message"], "reader" | "address" | "school">;

export const nameOf = ({ reader, school }: Addressed, words: Words["messages"]): string =>
  reader ? reader.name || reader.email : words.mailbox(school?.name ?? "");

export const addressOf = ({ reader, address }: Addressed): string => reader?.email ?? address;
