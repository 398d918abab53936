/** Which program read a calendar, from what it says of itself (`User-Agent`, RFC 9110, 10.1.5). */

// In this order: several call themselves Mozilla as well.
const CLIENTS = [
  ["google", /Google-Calendar|GoogleCalendar/i],
  ["outlook", /Microsoft|Outlook|Exchange/i],
  ["thunderbird", /Thunderbird|Lightning/i],
  ["nextcloud", /Nextcloud|ownCloud/i],
  ["zimbra", /Zimbra/i],
  ["icsx5", /ICSx5|ICSdroid/i],
  ["proton", /Proton/i],
  ["gnome", /Evolution|GNOME/i],
  ["apple", /CalendarAgent|dataaccessd|CalendarStore|^(iOS|iPadOS|macOS|Mac[_ +]OS[_ +]X|watchOS)\//i],
  ["browser", /^Mozilla\//i],
] as const;

type Client = (typeof CLIENTS)[number][0];

/** The client's code, or the first name it gives itself ("khal"), or nothing. */
export function clientOf(agent: string): { known: Client } | { named: string } {
  const found = CLIENTS.find(([, pattern]) => pattern.test(agent));
  return found ? { known: found[0] } : { named: /^[\w.+-]{1,30}/.exec(agent)?.[0] ?? "" };
}
