import { SosieError } from '../model/errors.js';

/** The one of the config's entries that has this name. Throws SOSIE_CONFIG_USAGE, listing those that there are. */
export function named<T extends { readonly name: string }>(
  what: 'page' | 'write',
  name: string,
  entries: readonly T[],
): T {
  const entry = entries.find((one) => one.name === name);
  if (entry !== undefined) return entry;
  throw new SosieError('SOSIE_CONFIG_USAGE', `there is no ${what} "${name}".`, {
    hint:
      entries.length === 0
        ? `The config names no ${what} here.`
        : `The config names ${entries.map((one) => `"${one.name}"`).join(', ')}.`,
  });
}
