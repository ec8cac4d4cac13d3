import { mayHoldName } from './fill-form.js';
import type { Form } from './html-forms.js';
import { parseForms } from './html-forms.js';

const passwordInput = /type\s*=\s*["']?password/i;

/** Whether a form speaks for its page's asking for a sign-in. */
export type Counts = (form: Form) => boolean;

/** True where the page asks for a sign-in: it holds a form that counts. */
export function isLoginPage(html: string, counts: Counts = isLoginForm): boolean {
  if (!passwordInput.test(html)) return false;
  return parseForms(html).some(counts);
}

/**
 * True where the form may be one to sign in with: exactly one password field that is not for choosing a new one. A
 * form for changing the password (two or more such fields, or `new-password`) is none.
 */
export function isLoginForm(form: Form): boolean {
  const passwords = form.fields.filter(({ type }) => type === 'password');
  if (passwords.length !== 1) return false;
  return passwords[0]?.attributes.get('autocomplete')?.toLowerCase().includes('new-password') !== true;
}

/**
 * Which forms of a page at `at` ask for a sign-in: at the login's own path any that may; elsewhere one that is sent
 * there, or that asks for a name besides. Who is signed in is asked for the password alone, to confirm something (the
 * "Delete account" of Laravel Breeze). `login` is null where the login's place is not known.
 */
export function asksForSignIn(at: URL, login: URL | null): Counts {
  const onLogin = (path: string): boolean => path === login?.pathname;
  return (form) =>
    isLoginForm(form) &&
    (onLogin(at.pathname) || onLogin(pathOfAction(form, at)) || form.fields.some(mayHoldName));
}

function pathOfAction({ action }: Form, at: URL): string {
  return URL.canParse(action, at) ? new URL(action, at).pathname : '';
}

/**
 * The question of `isLoginPage` for a body as received, at the price of one native search in the usual case that no
 * password field stands in it. A compressed body answers false.
 */
export function isLoginBody(
  body: Uint8Array | null,
  contentType: string,
  contentEncoding: string,
  counts: Counts = isLoginForm,
): boolean {
  if (
    body === null ||
    !contentType.includes('html') ||
    !(contentEncoding === '' || contentEncoding === 'identity')
  ) {
    return false;
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return mayAskForPassword(bytes, 'assword') || mayAskForPassword(bytes, 'ASSWORD')
    ? isLoginPage(bytes.toString('utf8'), counts)
    : false;
}

/** True where one of the words found is the type of a field. Two native searches cost less than one that ignores case. */
function mayAskForPassword(bytes: Buffer, word: string): boolean {
  for (let at = bytes.indexOf(word); at !== -1; at = bytes.indexOf(word, at + 1)) {
    if (passwordInput.test(bytes.subarray(Math.max(0, at - 24), at + word.length).toString('latin1')))
      return true;
  }
  return false;
}
