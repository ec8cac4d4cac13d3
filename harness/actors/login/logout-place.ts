import type { LogoutRecipe } from '../../model/login.js';
import type { Submission } from './fill-form.js';
import { fillForm } from './fill-form.js';
import { parseForms, parseLinks } from './html-forms.js';

/**
 * What the address of a way out contains: English, French, German, Spanish, Italian. The English ones as whole words,
 * since many a word begins or ends like them: /catalog-offers, /blog-outreach.
 */
const logoutWords =
  /(?<![a-z])(?:log[-_]?out|sign[-_]?out|log[-_]?off)(?![a-z])|d(?:e|%c3%a9)connexion|d(?:e|%c3%a9)connecter|abmelden|cerrar-?sesion|\besci\b/;
const logoutWordAlone = new RegExp(`^(?:${logoutWords.source})(?:\\.\\w+)?$`);

/** True where a path, with or without its query, speaks of signing out. */
export function speaksOfLogout(path: string): boolean {
  return logoutWords.test(inWords(path));
}

/**
 * The address, as written, of the way out among those of a page: the one that leads to `wanted`, or, where that is null,
 * one that speaks of signing out, best of all one whose path ends in nothing else. Null where there is none.
 */
export function wayOut(addresses: readonly string[], pageUrl: URL, wanted: URL | null): string | null {
  const ways = addresses
    .filter((address) => address !== '' && URL.canParse(address, pageUrl))
    .map((address) => ({ address, url: new URL(address, pageUrl) }))
    .filter(({ url: { pathname, search } }) =>
      wanted === null ? speaksOfLogout(pathname + search) : pathname === wanted.pathname,
    );
  const plainest = ways.find(({ url }) => logoutWordAlone.test(inWords(lastPartOf(url))));
  return (plainest ?? ways[0])?.address ?? null;
}

/** What people read on a way out, in the same languages, alone or among a few more words: "Se déconnecter". */
const saidLogout =
  /^(?:[\p{L}'’]+ ){0,3}(?:log ?out|sign ?out|log ?off|déconnexion|déconnecter|abmelden|ausloggen|cerrar sesión|esci|disconnetti)(?: \p{L}+){0,2}$/iu;

/** Whether the text of a button or link says that it signs out: for where its address does not ("/session", a script's). */
export function saysLogout(text: string): boolean {
  return saidLogout.test(text.replace(/[-\s]+/g, ' ').trim());
}

/** How to sign out from `pageUrl`: by the form or link that is the way out. Null where the page offers none. */
export function findLogout(html: string, pageUrl: URL, wanted: URL | null): Submission | null {
  const forms = parseForms(html);
  const address = wayOut([...forms.map(({ action }) => action), ...parseLinks(html)], pageUrl, wanted);
  if (address === null) return null;
  const form = forms.find(({ action }) => action === address);
  if (form !== undefined) return fillForm(form, pageUrl, null);
  return { method: 'GET', url: new URL(address, pageUrl), body: null, contentType: null };
}

function lastPartOf({ pathname }: URL): string {
  return pathname.split('/').findLast((part) => part !== '') ?? '';
}

/** In lower case, and with its camel humps apart: "/doLogOut" as "/do-log-out". */
function inWords(path: string): string {
  return path.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}

/** The bare request of a recipe, for where no page offers a form or link to it. */
export function bareLogout(recipe: LogoutRecipe, url: URL): Submission {
  if (recipe.method === 'GET') return { method: 'GET', url, body: null, contentType: null };
  return { method: 'POST', url, body: '', contentType: 'application/x-www-form-urlencoded' };
}
