import type { Tag } from './html-tags.js';
import { readTags } from './html-tags.js';

/** A field of a form as the page states it. */
export interface Field {
  /** 'text', 'hidden', 'password', 'submit', 'textarea', 'select', … */
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly value: string;
  /** False for unchecked boxes, disabled fields, and fields without a name: not sent. */
  readonly sent: boolean;
  readonly attributes: ReadonlyMap<string, string>;
}

export interface Form {
  /** As written; '' means the page's own URL. */
  readonly action: string;
  readonly method: 'GET' | 'POST';
  readonly encoding: 'urlencoded' | 'multipart';
  readonly id: string;
  readonly fields: readonly Field[];
}

interface OpenForm {
  readonly tag: Tag;
  readonly fields: Field[];
}

/** The forms of a page in order. Fields outside any form make one last form without an action, if they hold a password. */
export function parseForms(html: string): readonly Form[] {
  const forms: OpenForm[] = [];
  const loose: OpenForm = {
    tag: { name: 'form', closing: false, attributes: new Map(), text: '' },
    fields: [],
  };
  let open: OpenForm | null = null;
  let select: { tag: Tag; value: string | null; owner: OpenForm } | null = null;
  for (const tag of readTags(html)) {
    if (tag.name === 'form') {
      open = tag.closing ? null : { tag, fields: [] };
      if (open !== null) forms.push(open);
      continue;
    }
    const owner: OpenForm = formNamed(forms, tag.attributes.get('form')) ?? open ?? loose;
    if (tag.name === 'select') {
      if (select !== null) select.owner.fields.push(fieldOf(select.tag, 'select', select.value ?? ''));
      select = tag.closing ? null : { tag, value: null, owner };
    } else if (tag.name === 'option' && select !== null && !tag.closing) {
      const chosen = tag.attributes.has('selected');
      if (chosen || select.value === null) select.value = tag.attributes.get('value') ?? '';
    } else if (!tag.closing && isControl(tag.name)) {
      owner.fields.push(fieldOf(tag, typeOf(tag), tag.name === 'textarea' ? tag.text : null));
    }
  }
  if (loose.fields.some(({ type }) => type === 'password')) forms.push(loose);
  return forms.map(toForm);
}

/** The addresses of the page's links, as written. */
export function parseLinks(html: string): readonly string[] {
  const links: string[] = [];
  for (const tag of readTags(html)) {
    const href = tag.attributes.get('href');
    if (tag.name === 'a' && !tag.closing && href !== undefined) links.push(href);
  }
  return links;
}

function isControl(name: string): boolean {
  return name === 'input' || name === 'button' || name === 'textarea';
}

function typeOf(tag: Tag): string {
  if (tag.name === 'textarea') return 'textarea';
  return (tag.attributes.get('type') ?? (tag.name === 'button' ? 'submit' : 'text')).toLowerCase();
}

function fieldOf(tag: Tag, type: string, text: string | null): Field {
  const { attributes } = tag;
  const name = attributes.get('name') ?? '';
  const box = type === 'checkbox' || type === 'radio';
  return {
    type,
    name,
    id: attributes.get('id') ?? '',
    value: text ?? attributes.get('value') ?? (box ? 'on' : ''),
    sent: name !== '' && !attributes.has('disabled') && (!box || attributes.has('checked')),
    attributes,
  };
}

function formNamed(forms: readonly OpenForm[], id: string | undefined): OpenForm | null {
  if (id === undefined) return null;
  return forms.find(({ tag }) => tag.attributes.get('id') === id) ?? null;
}

function toForm({ tag, fields }: OpenForm): Form {
  const { attributes } = tag;
  return {
    action: attributes.get('action') ?? '',
    method: attributes.get('method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
    encoding: attributes.get('enctype')?.toLowerCase() === 'multipart/form-data' ? 'multipart' : 'urlencoded',
    id: attributes.get('id') ?? '',
    fields,
  };
}
