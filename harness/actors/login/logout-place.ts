import type { LogoutRecipe } from '../../model/login.js';
import type { Submission } from './fill-form.js';
import { fillForm } from './fill-form.js';
import { parseForms, parseLinks } from './html-forms.js';

/** What the address of a way out contains: English, French, German, Spanish, Italian. */
export const logoutWords =
  /log-?_?out|sign-?_?out|log-?_?off|d[eé]connexion|d[eé]connecter|abmelden|cerrar-?sesion|esci\b/i;

/**
 * How to sign out from `pageUrl`: the form or link that leads to the recipe's URL, or, without a recipe, the
 * first one whose address speaks of signing out. Null where the page offers none.
 */
export function findLogout(html: string, pageUrl: URL, wanted: URL | null): Submission | null {
  const leadsOut = (address: string): boolean => {
    if (!URL.canParse(address, pageUrl)) return false;
    const url = new URL(address, pageUrl);
    return wanted === null ? logoutWords.test(url.pathname + url.search) : url.pathname === wanted.pathname;
  };
  const form = parseForms(html).find(({ action }) => action !== '' && leadsOut(action));
  if (form !== undefined) return fillForm(form, pageUrl, null);
  const link = parseLinks(html).find(leadsOut);
  if (link === undefined) return null;
  return { method: 'GET', url: new URL(link, pageUrl), body: null, contentType: null };
}

/** The bare request of a recipe, for where no page offers a form or link to it. */
export function bareLogout(recipe: LogoutRecipe, url: URL): Submission {
  if (recipe.method === 'GET') return { method: 'GET', url, body: null, contentType: null };
  return { method: 'POST', url, body: '', contentType: 'application/x-www-form-urlencoded' };
}
