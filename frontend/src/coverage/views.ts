/** The views of coverage, in the order of their links; each comes as it is opened. */
import type { Component } from "svelte";
import type { Schemas } from "../api/shapes";
import type { Asked } from "./address";

/** What every view is given: what the address asks, of which school year, and what can be chosen. */
export interface ViewProps {
  asked: Asked;
  year: Schemas["SchoolYear"];
  choices: Schemas["CoverageChoices"];
}

const view = (load: () => Promise<{ default: Component<ViewProps> }>) => load;

/** By the last word of its address; its name and title stand in `words.views`. */
export const VIEWS = {
  grid: view(() => import("./GridView.svelte")),
  worklist: view(() => import("./WorklistView.svelte")),
  map: view(() => import("./MapView.svelte")),
  evolution: view(() => import("./EvolutionView.svelte")),
  activity: view(() => import("./ActivityView.svelte")),
  equity: view(() => import("./EquityView.svelte")),
  papers: view(() => import("./PapersView.svelte")),
};
export type View = keyof typeof VIEWS;

/** What each view is read with: who gives sessions reads what the own organisation gave, no more. */
export const rightOf = (view: View): string =>
  ({ activity: "activity.read", papers: "paper.year" } as Partial<Record<View, string>>)[view] ?? "coverage.read";

export const viewOf = (said: string): View | undefined =>
  (Object.keys(VIEWS) as View[]).find((one) => one === said);
