const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const twoDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** A whole number with thousands separators: "9,600". */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** A rate of 0…1 as a percentage with two significant digits: "0.031 %". */
export function formatRate(rate: number): string {
  return `${twoDigits.format(rate * 100)} %`;
}

/** Milliseconds for people: "12.3 s", "2 min 03 s", "1 h 04 min". */
export function formatSpan(ms: number): string {
  if (ms < 99_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min ${padded(seconds % 60)} s`;
  return `${String(Math.floor(minutes / 60))} h ${padded(minutes % 60)} min`;
}

/** A position on a time axis: "0:07", "12:30", "1:04:00". */
export function formatClock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${String(minutes)}:${padded(seconds % 60)}`;
  return `${String(hours)}:${padded(minutes % 60)}:${padded(seconds % 60)}`;
}

/** A number with its noun: "1 page", "2,000 pages", "3 identities". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c"; beyond `limit` names "a, b and 7 more". */
export function listed(names: readonly string[], limit = 5): string {
  if (names.length <= 1) return names[0] ?? '';
  const shown = names.length > limit ? names.slice(0, limit - 1) : names.slice(0, -1);
  const last = names.length > limit ? `${formatCount(names.length - shown.length)} more` : names.at(-1);
  return `${shown.join(', ')} and ${String(last)}`;
}

function padded(value: number): string {
  return String(value).padStart(2, '0');
}
