import type { Submission } from './fill-form.js';
import { submissionOf } from './fill-form.js';
import { parseForms } from './html-forms.js';

/**
 * The form of `html` that holds a field of this name, with the value set and everything else as it stands (hidden
 * fields, a CSRF token). Of several, the one that is sent to `to`. Null where the page has none.
 */
export function setField(
  html: string,
  pageUrl: URL,
  { field, value, to }: { readonly field: string; readonly value: string; readonly to: URL },
): Submission | null {
  const forms = parseForms(html).filter(({ fields }) => fields.some(({ name }) => name === field));
  const leadsThere = ({ action }: { readonly action: string }): boolean =>
    URL.canParse(action, pageUrl) && new URL(action, pageUrl).pathname === to.pathname;
  const form = forms.find(leadsThere) ?? forms[0];
  const taker = form?.fields.find(({ name }) => name === field);
  if (form === undefined || taker === undefined) return null;
  return submissionOf(form, pageUrl, new Map([[taker, value]]), null);
}
