const mostCharacters = 400;
/** A shorter value is found everywhere. */
const shortestSecret = 6;

const secretName =
  /pass(?:word|wd|phrase)|secret|token|credential|api[-_]?key|access[-_]?key|private[-_]?key/i;

/** What gives access, in the output of deployment tools: the word before it is kept, the value is not. */
const patterns: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\b((?:bearer|basic)\s+)[\w.~+/=-]{6,}/gi, '$1***'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1***@'],
  [
    /([\w-]*(?:password|passwd|passphrase|secret|token|credential|api[-_]?key|access[-_]?key|private[-_]?key)[\w-]*["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&"']+)/gi,
    '$1***',
  ],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, '***'],
];

/**
 * Makes a printed line fit for a report: no control characters, at most 400 characters, and `***` for what gives access:
 * the values of variables of `env` whose names say so, and what looks like a token, a password or a key.
 */
export function createPrinted(env: Readonly<Record<string, string | undefined>>): (line: string) => string {
  const values = Object.entries(env)
    .flatMap(([name, value]) =>
      value !== undefined && value.length >= shortestSecret && secretName.test(name) ? [value] : [],
    )
    // One value may be the beginning of another one.
    .toSorted((a, b) => b.length - a.length);
  return (line) => {
    // Colours and cursor movements of a terminal are no text.
    let text = line.replace(/\u001b\[[0-9;?]*[a-zA-Z]/g, '').replace(/[\u0000-\u001f\u007f]+/g, ' ');
    for (const value of values) text = text.replaceAll(value, '***');
    for (const [pattern, replacement] of patterns) text = text.replace(pattern, replacement);
    return text.trim().slice(0, mostCharacters);
  };
}
