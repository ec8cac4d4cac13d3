/** A tag as it stands in a page; attribute names in lower case, values with their entities decoded. */
export interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  /** For `textarea`: the text up to its end tag. Otherwise ''. */
  readonly text: string;
}

const tagOrComment = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const rawText = new Set(['script', 'style', 'textarea', 'title', 'noscript', 'template']);

/**
 * The tags of a page, tolerant of what real pages contain: unquoted values, upper case, comments, markup in
 * scripts, missing end tags. Not a tree: forms need none.
 */
export function* readTags(html: string): Generator<Tag> {
  const scanner = new RegExp(tagOrComment);
  for (let match = scanner.exec(html); match !== null; match = scanner.exec(html)) {
    const name = match[2]?.toLowerCase();
    if (name === undefined) continue;
    const closing = match[1] === '/';
    let text = '';
    if (!closing && rawText.has(name)) {
      const end = indexOfEndTag(html, name, scanner.lastIndex);
      text = html.slice(scanner.lastIndex, end);
      scanner.lastIndex = end;
    }
    yield { name, closing, attributes: readAttributes(match[3] ?? ''), text: decodeEntities(text) };
  }
}

function indexOfEndTag(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}[\\s/>]`, 'gi');
  end.lastIndex = from;
  return end.exec(html)?.index ?? html.length;
}

function readAttributes(source: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare] of source.matchAll(attribute)) {
    const key = name.toLowerCase();
    // The first of two equal attributes counts (HTML standard, 13.2.5.33).
    if (!attributes.has(key)) attributes.set(key, decodeEntities(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** Decodes the entities that stand in form values: the five of XML, nbsp, and the numeric ones. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return named[name] ?? whole;
    const code =
      typeof decimal === 'string' ? Number.parseInt(decimal, 10) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
