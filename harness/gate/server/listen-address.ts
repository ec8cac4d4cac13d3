import { isIPv4, isIPv6 } from 'node:net';
import { SosieError } from '../../model/errors.js';

/** Where the endpoints listen. */
export interface ListenAddress {
  /** Without brackets. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Nobody on another machine reaches it. */
  readonly loopback: boolean;
}

/** Reads `HOST:PORT`, `[::1]:PORT`, or `PORT` for this machine alone. Throws SOSIE_CONFIG_USAGE. */
export function parseListenAddress(text: string): ListenAddress {
  const [, bracketed, name, digits = ''] = /^(?:(?:\[([^\]]+)\]|([^:[\]\s]+)):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  const host = bracketed ?? name ?? '127.0.0.1';
  const wrong = digits === '' || port > 65_535 || (bracketed !== undefined && !isIPv6(bracketed));
  if (wrong)
    throw new SosieError('SOSIE_CONFIG_USAGE', `--listen must be HOST:PORT, but was "${text}".`, {
      hint: 'For this machine alone: --listen 127.0.0.1:9464. For others: --listen 0.0.0.0:9464, with SOSIE_GATE_TOKEN.',
    });
  return { host, port, loopback: isLoopback(host) };
}

/** True for `localhost` and the loopback addresses of IPv4 and IPv6; a name that may resolve to anything is none. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  if (name === 'localhost' || name === '::1') return true;
  const four = name.startsWith('::ffff:') ? name.slice('::ffff:'.length) : name;
  return isIPv4(four) && four.startsWith('127.');
}
