const attribute = /\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const jsonText = /"((?:\\?\/|https?:\\?\/\\?\/)(?:[^"\\\s]|\\.)*)"/g;

/** The addresses that a body leads to: links and parts of HTML, and texts in JSON that are paths; absolute, without their fragment. */
export function linksIn(text: string, contentType: string, base: string): string[] {
  const json = contentType.includes('json');
  if (!json && !contentType.includes('html')) return [];
  const found = json
    ? [...text.matchAll(jsonText)].map(([quoted]) => unquoted(quoted))
    : [...text.matchAll(attribute)].map(([, double, single]) =>
        (double ?? single ?? '').replaceAll('&amp;', '&').trim(),
      );
  return [...new Set(found)].flatMap((link) => {
    if (link === '' || !URL.canParse(link, base)) return [];
    const url = new URL(link, base);
    url.hash = '';
    return [url.href];
  });
}

function unquoted(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return '';
  }
}
