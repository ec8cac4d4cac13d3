import type { FormLogin } from '../../model/login.js';
import type { Field, Form } from './html-forms.js';

/** A filled form, ready to be sent. */
export interface Submission {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly body: string | null;
  readonly contentType: string | null;
}

/** Which values go where; null leaves the form as it stands. */
export interface Filling {
  readonly recipe: Pick<FormLogin, 'username' | 'password' | 'submit'>;
  readonly username: string;
  readonly password: string;
}

/**
 * Fills a form as a browser would send it: hidden fields, chosen boxes and options, and the first submit
 * button go along (HTML standard, 4.10.22.4). Null where the fields for the credentials are not in it.
 */
export function fillForm(form: Form, pageUrl: URL, filling: Filling | null): Submission | null {
  if (filling === null) return submissionOf(form, pageUrl, new Map(), null);
  const { recipe } = filling;
  const password = pick(form, recipe.password) ?? form.fields.find(({ type }) => type === 'password');
  if (password === undefined) return null;
  const username = pick(form, recipe.username) ?? nameField(form, password);
  if (username === undefined) return null;
  const values = new Map([
    [username, filling.username],
    [password, filling.password],
  ]);
  return submissionOf(form, pageUrl, values, pick(form, recipe.submit) ?? null);
}

/** The form with these values set and everything else as it stands, sent by `chosen` (null: its first submit button). */
export function submissionOf(
  form: Form,
  pageUrl: URL,
  values: ReadonlyMap<Field, string>,
  chosen: Field | null,
): Submission {
  const button = chosen ?? form.fields.find(isSubmit) ?? null;
  const pairs: [string, string][] = [];
  for (const field of form.fields) {
    const given = values.get(field);
    if (given !== undefined && field.name !== '') pairs.push([field.name, given]);
    else if (field.sent && (!isButton(field) || field === button)) pairs.push([field.name, field.value]);
  }
  return encode(form, new URL(form.action === '' ? pageUrl.href : form.action, pageUrl), pairs);
}

/** The field for the user's name: the last text-like one before the password, else the first anywhere. */
function nameField(form: Form, password: Field): Field | undefined {
  const candidates = form.fields.filter(mayHoldName);
  const before = form.fields.slice(0, form.fields.indexOf(password));
  return candidates.findLast((field) => before.includes(field)) ?? candidates[0];
}

/** True of a field into which somebody may write who they are. */
export function mayHoldName({ type }: Field): boolean {
  return ['text', 'email', 'tel', 'number', 'search'].includes(type);
}

/** Understands `#id`, `[name=x]` and `[id=x]` anywhere in the last part of a selector; anything else finds nothing. */
function pick(form: Form, selector: string | null): Field | undefined {
  if (selector === null) return undefined;
  const last =
    selector
      .trim()
      .split(/[\s>+~]+(?![^[]*\])/)
      .at(-1) ?? '';
  const id = /#([\w-]+)/.exec(last)?.[1] ?? /\[id\s*=\s*["']?([^"'\]]+)/.exec(last)?.[1];
  const name = /\[name\s*=\s*["']?([^"'\]]+)/.exec(last)?.[1];
  if (id === undefined && name === undefined) return undefined;
  return form.fields.find(
    (field) => (id === undefined || field.id === id) && (name === undefined || field.name === name),
  );
}

function isSubmit({ type }: Field): boolean {
  return type === 'submit' || type === 'image';
}

function isButton(field: Field): boolean {
  return isSubmit(field) || field.type === 'button' || field.type === 'reset' || field.type === 'file';
}

function encode(form: Form, url: URL, pairs: [string, string][]): Submission {
  if (form.method === 'GET') {
    url.search = new URLSearchParams(pairs).toString();
    return { method: 'GET', url, body: null, contentType: null };
  }
  if (form.encoding === 'urlencoded') {
    const body = new URLSearchParams(pairs).toString();
    return { method: 'POST', url, body, contentType: 'application/x-www-form-urlencoded' };
  }
  const boundary = `sosie-${crypto.randomUUID()}`;
  const parts = pairs.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name.replaceAll('"', '%22')}"\r\n\r\n${value}\r\n`,
  );
  const body = `${parts.join('')}--${boundary}--\r\n`;
  return { method: 'POST', url, body, contentType: `multipart/form-data; boundary=${boundary}` };
}
