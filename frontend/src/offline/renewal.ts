/** A new version has replaced the files of this one: the page is loaded anew, once. */
const TRIED = "renewed-at";
const NOT_AGAIN_BEFORE_MS = 60_000;

/** What to do when a page's files are gone; drafts outlive it. */
export function renew(failure: unknown): Promise<never> {
  const tried = Number(sessionStorage.getItem(TRIED) ?? 0);
  if (!navigator.onLine || Date.now() - tried < NOT_AGAIN_BEFORE_MS) throw failure;
  sessionStorage.setItem(TRIED, String(Date.now()));
  location.reload();
  return new Promise(() => undefined);
}
