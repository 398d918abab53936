/** Which page stands at which address; `prevention/pages.py` lists the same. */
import type { Component } from "svelte";

import { renew } from "./offline/renewal";

export interface Route {
  address: string;
  /** Anybody may open it; the others ask to sign in first. */
  open?: true;
  /** Works without a network: the service worker keeps what the page needs. */
  offline?: true;
  page: () => Promise<{ default: Component<Record<string, string>> }>;
}

// A page says its own parameters; the address promises them.
const page = (load: () => Promise<{ default: unknown }>) => (() => load().catch(renew)) as Route["page"];

export const routes: Route[] = [
  { address: "/", page: page(() => import("./start/Start.svelte")) },
  { address: "/sign-in", open: true, page: page(() => import("./entry/SignIn.svelte")) },
  { address: "/sign-up", open: true, page: page(() => import("./entry/SignUp.svelte")) },
  { address: "/invitation/:token", open: true, page: page(() => import("./entry/Invitation.svelte")) },
  { address: "/book", page: page(() => import("./booking/BookPage.svelte")) },
  { address: "/classes", page: page(() => import("./classes/ClassesPage.svelte")) },
  { address: "/classes/:id", page: page(() => import("./classes/ClassPage.svelte")) },
  { address: "/sessions", page: page(() => import("./sessions/SessionsPage.svelte")) },
  { address: "/sessions/:id", offline: true, page: page(() => import("./sessions/SessionPage.svelte")) },
  { address: "/sessions/:id/time", page: page(() => import("./sessions/TimePage.svelte")) },
  { address: "/sessions/:id/report", page: page(() => import("./facilitator/ReportPage.svelte")) },
  { address: "/availability", page: page(() => import("./facilitator/AvailabilityPage.svelte")) },
  { address: "/agenda", page: page(() => import("./facilitator/AgendaPage.svelte")) },
  { address: "/authorise", page: page(() => import("./head/AuthorisePage.svelte")) },
  { address: "/school", page: page(() => import("./head/OwnSchool.svelte")) },
  { address: "/calendars", page: page(() => import("./calendars/CalendarsPage.svelte")) },
  { address: "/planning", page: page(() => import("./planning/PlanningPage.svelte")) },
  { address: "/calendars/readers", page: page(() => import("./calendars/ReadersPage.svelte")) },
  { address: "/schools", page: page(() => import("./coordination/SchoolsPage.svelte")) },
  { address: "/schools/:uai", page: page(() => import("./head/SchoolPage.svelte")) },
  { address: "/coordination", page: page(() => import("./coordination/CoordinationPage.svelte")) },
  { address: "/coordination/sessions", page: page(() => import("./coordination/DeskPage.svelte")) },
  { address: "/coordination/waiting", page: page(() => import("./coordination/WaitingPage.svelte")) },
  { address: "/coordination/clashes", page: page(() => import("./coordination/ClashesPage.svelte")) },
  { address: "/coordination/people", page: page(() => import("./coordination/PeoplePage.svelte")) },
  { address: "/coordination/agreements", page: page(() => import("./coordination/AgreementsPage.svelte")) },
  { address: "/coordination/feedback", page: page(() => import("./coordination/FeedbackPage.svelte")) },
  { address: "/coverage", page: page(() => import("./coverage/CoveragePage.svelte")) },
  // Before the views, which are for those who read what is behind the figures.
  { address: "/coverage/published", page: page(() => import("./published/PublishedPage.svelte")) },
  { address: "/coverage/:view", page: page(() => import("./coverage/CoveragePage.svelte")) },
  { address: "/propose", page: page(() => import("./coverage/ProposePage.svelte")) },
  // Before "/library/:id…", which would take their last words for a name.
  { address: "/library/desk", page: page(() => import("./library-desk/DeskPage.svelte")) },
  { address: "/library/new", page: page(() => import("./library-desk/NewPage.svelte")) },
  { address: "/library/help/edit", page: page(() => import("./library-desk/ServicesPage.svelte")) },
  { address: "/library/collections/new", page: page(() => import("./library-desk/CollectionEditPage.svelte")) },
  { address: "/library/collections/:id/edit", page: page(() => import("./library-desk/CollectionEditPage.svelte")) },
  { address: "/library/:id/edit", page: page(() => import("./library-desk/EditPage.svelte")) },
  { address: "/library", page: page(() => import("./library/LibraryPage.svelte")) },
  { address: "/library/collections", page: page(() => import("./library/CollectionsPage.svelte")) },
  { address: "/library/collections/:id", page: page(() => import("./library/CollectionPage.svelte")) },
  { address: "/library/help", page: page(() => import("./library/DirectoryPage.svelte")) },
  { address: "/library/sessions", page: page(() => import("./library/OwnMaterialsPage.svelte")) },
  { address: "/library/:id", page: page(() => import("./library/MaterialPage.svelte")) },
  { address: "/messages", page: page(() => import("./messages/MessagesPage.svelte")) },
  { address: "/messages/:id", page: page(() => import("./messages/MessagePage.svelte")) },
  { address: "/account", page: page(() => import("./account/AccountPage.svelte")) },
  { address: "/account/security", page: page(() => import("./account/SecurityPage.svelte")) },
  { address: "/help", open: true, offline: true, page: page(() => import("./help/HelpPage.svelte")) },
  { address: "/offline", open: true, offline: true, page: page(() => import("./offline/OfflinePage.svelte")) },
  { address: "/guide", open: true, page: page(() => import("./guide/GuidesPage.svelte")) },
  { address: "/guide/:role", open: true, page: page(() => import("./guide/GuidePage.svelte")) },
];

/** Find the route of a path, with what its parameters say; null when no page stands there. */
export function find(path: string): { route: Route; named: Record<string, string> } | null {
  for (const route of routes) {
    const pattern = route.address.replace(/:(\w+)/g, "(?<$1>[^/]+)");
    const match = new RegExp(`^${pattern}/?$`).exec(path);
    if (match) {
      const named = Object.entries(match.groups ?? {});
      return { route, named: Object.fromEntries(named.map(([key, said]) => [key, decodeURIComponent(said)])) };
    }
  }
  return null;
}
