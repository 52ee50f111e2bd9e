/** Instants as the office's clocks show them. Vietnam has had one zone without summer time since 1975, so the offset is all there is to it. */
const offset = '+07:00';
const offsetMillis = 7 * 60 * 60 * 1000;

/** What the form says beside a time. */
export const zoneNote = `Giờ Việt Nam, UTC${offset}`;

/** What an input of the browser shows of an instant, or nothing if it is none. */
export function toClock(instant: unknown): string {
  if (typeof instant !== 'string' || !isInstant(instant)) return '';
  const local = new Date(Date.parse(instant) + offsetMillis).toISOString();
  return local.endsWith(':00.000Z') ? local.slice(0, 16) : local.endsWith('.000Z') ? local.slice(0, 19) : local.slice(0, 23);
}

/** The instant that an input of the browser shows, with the zone that it is meant in. */
export function fromClock(clock: string): string {
  return (clock.length === 16 ? `${clock}:00` : clock) + offset;
}

/** Whether the server would read it as an instant: RFC 3339, with its zone. */
export function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)) && isDay(text.slice(0, 10));
}

/** Whether it is a day that exists, as yyyy-mm-dd. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const spelledDay = new Intl.DateTimeFormat('vi', { timeZone: 'UTC', weekday: 'long', day: '2-digit', month: '2-digit', year: 'numeric' });

/** A day, with the time if it has one, as people here read it: a browser shows dates in the order of its own language. */
export function spelled(clock: string): string {
  const [day = '', time] = clock.split('T');
  if (!isDay(day)) return '';
  return spelledDay.format(new Date(`${day}T00:00:00Z`)) + (time === undefined ? '' : `, ${time.slice(0, 5)}`);
}
