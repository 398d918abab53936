// Reads a calendar from standard input as Thunderbird does; gives its events as JSON.
import { readFileSync } from 'node:fs';

const { default: ICAL } = await import(process.argv[2]);

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
for (const zone of calendar.getAllSubcomponents('vtimezone')) {
  ICAL.TimezoneService.register(zone);
}
const events = calendar.getAllSubcomponents('vevent').map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    starts_at: event.startDate.toUnixTime(),
    ends_at: event.endDate.toUnixTime(),
    title: event.summary,
    place: event.location,
    status: component.getFirstPropertyValue('status'),
  };
});
process.stdout.write(JSON.stringify(events));
