import { outputOf } from '../child.js';
import type { BenchLoad } from './load.js';

/** wrk: requests per second, unchecked; null where it is not installed. */
export async function wrk({ url, seconds, connections }: BenchLoad): Promise<number | null> {
  const args = [
    '-t',
    '1',
    '-c',
    String(connections),
    '-d',
    `${seconds}s`,
    '-H',
    'cookie: sid=u1',
    `${url}/account`,
  ];
  const text = await outputOf('wrk', args, { timeoutMs: (seconds + 30) * 1000 });
  if (text === null) return null;
  const rate = /^Requests\/sec:\s+([\d.]+)/m.exec(text)?.[1];
  if (rate === undefined || text.includes('Non-2xx')) throw new Error(`wrk gave no clean rate:\n${text}`);
  return Number(rate);
}
