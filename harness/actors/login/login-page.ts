import type { Form } from './html-forms.js';
import { parseForms } from './html-forms.js';

const passwordInput = /type\s*=\s*["']?password/i;

/**
 * True where the page asks for a sign-in: a form with exactly one password field that is not for choosing a
 * new one. A page for changing the password (two or more such fields, or `new-password`) is none.
 */
export function isLoginPage(html: string): boolean {
  if (!passwordInput.test(html)) return false;
  return parseForms(html).some(isLoginForm);
}

/** True where the form is one to sign in with. */
export function isLoginForm(form: Form): boolean {
  const passwords = form.fields.filter(({ type }) => type === 'password');
  if (passwords.length !== 1) return false;
  return passwords[0]?.attributes.get('autocomplete')?.toLowerCase().includes('new-password') !== true;
}

/**
 * The same question for a body as received, at the price of one native search in the usual case that no
 * password field stands in it. A compressed body answers false.
 */
export function isLoginBody(body: Uint8Array | null, contentType: string, contentEncoding: string): boolean {
  if (
    body === null ||
    !contentType.includes('html') ||
    !(contentEncoding === '' || contentEncoding === 'identity')
  ) {
    return false;
  }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return mayAskForPassword(bytes, 'assword') || mayAskForPassword(bytes, 'ASSWORD')
    ? isLoginPage(bytes.toString('utf8'))
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
