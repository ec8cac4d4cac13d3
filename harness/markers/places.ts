import { selectAll } from 'css-select';
import { ElementType, parseDocument } from 'htmlparser2';
import type { AnyNode, ChildNode, Element, ParentNode, Text } from 'domhandler';
import { textContent } from 'domutils';
import { referenceIn } from './shape.js';

/** How a body is read: HTML by its text nodes and attributes, JSON by pointers, anything else by lines and the cells in them. */
export type TextKind = 'html' | 'json' | 'text';

/** One spot of a page that holds a text. `context` is what stays when the text changes: tags, a JSON pointer. */
export interface Place {
  readonly context: string;
  readonly value: string;
}

const mostPlaces = 4000;
const longestValue = 200;
const spokenAttributes = new Set(['value', 'content', 'alt', 'title', 'href', 'placeholder', 'aria-label']);

/** Every place of a body, in document order. Broken HTML is read as a browser would; broken JSON has no place. */
export function placesOf(kind: TextKind, text: string): Place[] {
  switch (kind) {
    case 'html':
      return htmlPlaces(text);
    case 'json':
      return jsonPlaces(text);
    case 'text':
      return text
        .split(/\r?\n|\t/)
        .map(tidy)
        .filter(isValue)
        .flatMap((value) => withReference({ context: 'line', value }));
  }
}

function htmlPlaces(html: string): Place[] {
  const places: Place[] = [];
  const visit = (node: AnyNode, parent: ParentNode | null): void => {
    if (places.length >= mostPlaces) return;
    if (node.type === ElementType.Text) {
      const value = tidy(textAt(node));
      if (isValue(value)) places.push(...withReference({ context: contextOf(parent), value }));
    } else if ('children' in node) {
      if (node.type === ElementType.Script || node.type === ElementType.Style) {
        if (node.type === ElementType.Script && (node.attribs['type'] ?? '').includes('json'))
          places.push(...jsonPlaces(textContent(node)));
        return;
      }
      if ('attribs' in node)
        for (const [name, value] of Object.entries(node.attribs)) noteAttribute(node, name, tidy(value));
      for (const child of node.children) visit(child, node);
    }
  };
  const noteAttribute = (element: Element, name: string, value: string): void => {
    if (!isValue(value) || !(spokenAttributes.has(name) || name.startsWith('data-'))) return;
    places.push({ context: `${contextOf(element)}@${name}`, value });
  };
  visit(parseDocument(html), null);
  return places;
}

/** "CMD-2026-40117 Teapot, 39.90" is a text of the page, and the reference in it a place of its own. */
function withReference(place: Place): Place[] {
  const value = referenceIn(place.value);
  if (value === null || value === place.value) return [place];
  return [place, { context: `${place.context}#reference`, value }];
}

/**
 * A text as it shows: with what follows behind comments, which React writes between the values of one text. Empty where
 * it was read along with the one before.
 */
function textAt(node: Text): string {
  if (overComments(node.prev, 'prev')?.type === ElementType.Text) return '';
  let text = '';
  for (let at: ChildNode | null = node; at?.type === ElementType.Text; at = overComments(at.next, 'next'))
    text += at.data;
  return text;
}

function overComments(node: ChildNode | null, way: 'prev' | 'next'): ChildNode | null {
  let at = node;
  while (at?.type === ElementType.Comment) at = at[way];
  return at;
}

/** The element and its parent, by tag, class and the attributes that name a field. */
function contextOf(node: ParentNode | null): string {
  const own = signature(node);
  const parent = node !== null && 'parent' in node ? signature(node.parent) : '';
  return parent === '' ? own : `${parent}>${own}`;
}

function signature(node: ParentNode | null): string {
  if (node === null || !('attribs' in node)) return '';
  const { id, class: classes, name, itemprop, 'data-field': field, 'data-testid': testId } = node.attribs;
  const named = [id, name, itemprop, field, testId].filter(
    (part) => part !== undefined && !/\d{3,}/.test(part),
  );
  return `${node.name}${classes === undefined ? '' : `.${classes.trim().split(/\s+/).join('.')}`}${named.map((part) => `#${part ?? ''}`).join('')}`;
}

function jsonPlaces(text: string): Place[] {
  const places: Place[] = [];
  const visit = (value: unknown, pointer: string): void => {
    if (places.length >= mostPlaces) return;
    if (typeof value === 'string' || typeof value === 'number') {
      const written = tidy(String(value));
      if (isValue(written)) places.push({ context: pointer, value: written });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, child] of Object.entries(value))
        visit(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    }
  };
  try {
    visit(JSON.parse(text), '');
  } catch {
    return [];
  }
  return places;
}

/**
 * What stands where `self` points: a CSS selector for HTML (text, or the value or content of the element), a
 * JSON pointer (RFC 6901) for JSON, a label for plain text. Null where nothing is there.
 */
export function selfValue(kind: TextKind, text: string, self: string): string | null {
  switch (kind) {
    case 'html': {
      const [element] = selectAll<AnyNode, Element>(self, parseDocument(text));
      if (element === undefined) return null;
      const value = tidy(
        textContent(element) || (element.attribs['value'] ?? element.attribs['content'] ?? ''),
      );
      return value === '' ? null : value;
    }
    case 'json':
      return jsonPlaces(text).find(({ context }) => context === self)?.value ?? null;
    case 'text': {
      const line = text.split(/\r?\n/).find((candidate) => candidate.includes(self));
      return line === undefined ? null : tidy(line.slice(line.indexOf(self) + self.length));
    }
  }
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function isValue(text: string): boolean {
  return text.length >= 2 && text.length <= longestValue && /[\p{L}\p{N}]/u.test(text);
}
