/** How a secret was written where it was found. JSON and HTML escapes count as clear: any reader undoes them. */
export type SecretForm = 'clear' | 'base64' | 'percent';

/** Bytes to look for. */
export interface SecretPattern {
  readonly bytes: Buffer;
  readonly form: SecretForm;
}

/** So much of a long token proves it. */
const MAX_BYTES = 256;

/**
 * Every way in which `value` may stand in a text file: as it is, escaped for JSON or HTML, percent-encoded, and in
 * base64 at each of its three alignments (of which only the characters that depend on the value alone).
 */
export function secretForms(value: string): readonly SecretPattern[] {
  const patterns = new Map<string, SecretPattern>();
  const add = (text: string, form: SecretForm): void => {
    if (!patterns.has(text))
      patterns.set(text, { bytes: Buffer.from(text, 'utf8').subarray(0, MAX_BYTES), form });
  };
  add(value, 'clear');
  if (/[^A-Za-z0-9_-]/.test(value)) addEscaped(value, add);
  const bytes = Buffer.from(value, 'utf8').subarray(0, MAX_BYTES);
  for (const base64 of [0, 1, 2].map((offset) => base64At(bytes, offset))) {
    add(base64, 'base64');
    if (/[+/]/.test(base64)) add(base64.replaceAll('+', '-').replaceAll('/', '_'), 'base64');
  }
  return [...patterns.values()];
}

/** A value of letters, digits, "-" and "_" is the same in all of these. */
function addEscaped(value: string, add: (text: string, form: SecretForm) => void): void {
  const json = JSON.stringify(value).slice(1, -1);
  add(json, 'clear');
  add(json.replace(/[^ -~]/g, unicodeEscape), 'clear');
  add(json.replaceAll('/', '\\/'), 'clear');
  add(
    value.replace(/[&<>"']/g, (character) => htmlEscapes[character] ?? character),
    'clear',
  );
  for (const percent of percentForms(value)) add(percent, 'percent');
}

const htmlEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** With capital and small hexadecimal digits, and with "+" for a space. A lone surrogate has no percent form. */
function percentForms(value: string): readonly string[] {
  const upper = encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\uFFFD'));
  const lower = upper.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
  return [upper, lower, upper.replaceAll('%20', '+')];
}

/** The inner characters of the base64 of any text in which `bytes` begin at 3n + offset. */
function base64At(bytes: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}
