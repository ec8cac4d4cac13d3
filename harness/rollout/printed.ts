const mostCharacters = 400;
/** What stands behind so many is not looked through: it would be cut off anyway. */
const mostSearched = 4_000;
/** A shorter value is found everywhere. */
const shortestSecret = 6;

/** What names a secret wherever it stands in a name. */
const words = 'pass(?:word|wd|phrase)|secret|token|credential|(?:api|access|private)[-_]?key';
/** What does so as a part of its own, as in DB_PASS; not where the next part names something else about it, as in KEY_ID. */
const parts =
  '(?<![a-z0-9])(?:pass|pwd|pw|pat|auth|(?<!public[-_])key)' +
  '(?![a-z0-9]|[-_](?:id|url|host|file|path|dir|sock|type|mode|name)(?![a-z0-9]))';
const secretName = new RegExp(`${words}|${parts}`, 'i');

/** A reason is no value: "invalid key: unexpected end", "auth-service: Pulling". */
const notProse = '(?![\\w-]*(?:auth|key)[\\w-]*: [a-z-]+(?![^\\s,;.]))';

/** A whole name and its value, with or without quotes, as a shell, YAML, JSON and addresses have them. */
function assignment(name: string, leastCharacters: number): RegExp {
  const some = `{${String(leastCharacters)},}`;
  const value = `"[^"]${some}"|'[^']${some}'|[^\\s,;&"']${some}`;
  return new RegExp(`((?<![\\w-])${name}["']?\\s*[=:]\\s*)(${value})`, 'gi');
}

/** What gives access, in the output of deployment tools: the word before it is kept, the value is not. */
const patterns: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\b((?:bearer|basic)\s+)[\w.~+/=-]{6,}/gi, '$1***'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1***@'],
  [assignment(`[\\w-]*(?:${words})[\\w-]*`, 1), '$1***'],
  [assignment(`${notProse}[\\w-]*${parts}[\\w-]*`, shortestSecret), '$1***'],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, '***'],
];

/**
 * Makes a printed line fit for a report: no control characters, at most 400 characters, and `***` for what gives access:
 * the values of variables of `env` whose names say so, and what looks like a token, a password or a key.
 */
export function createPrinted(env: Readonly<Record<string, string | undefined>>): (line: string) => string {
  const values = Object.entries(env)
    .flatMap(([name, value]) =>
      // The shell's PWD is the working folder.
      value !== undefined && value.length >= shortestSecret && secretName.test(name) && name !== 'PWD'
        ? [value]
        : [],
    )
    // One value may be the beginning of another one.
    .toSorted((a, b) => b.length - a.length);
  return (line) => {
    // Colours and cursor movements of a terminal are no text.
    let text = beginningOf(line)
      .replace(/\u001b\[[0-9;?]*[a-zA-Z]/g, '')
      .replace(/[\u0000-\u001f\u007f]+/g, ' ');
    for (const value of values) text = text.replaceAll(value, '***');
    for (const [pattern, replacement] of patterns) text = text.replace(pattern, replacement);
    return text.trim().slice(0, mostCharacters);
  };
}

/** A long line up to its last whole word that is looked through: half a secret would not be known for one. */
function beginningOf(line: string): string {
  return line.length <= mostSearched ? line : line.slice(0, mostSearched).replace(/\S*$/, '');
}
