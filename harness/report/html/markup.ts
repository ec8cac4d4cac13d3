import { printable } from '../words/printable.js';

/** Text that is HTML already. Made by `html` only, so that nothing from the target gets in unescaped. */
export interface Markup {
  readonly markup: string;
}

type Value = string | number | Markup | readonly Markup[];

/**
 * A piece of HTML; every interpolated text is made printable and escaped for content and quoted attributes; a
 * figure and its % stay in one line. The indentation of the template itself is dropped.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const parts = strings.map((part, index) => {
    const value = values[index];
    return part.replace(/\s*\n\s*/g, '\n') + (value === undefined ? '' : written(value));
  });
  return { markup: parts.join('') };
}

/** Nothing. */
export const none: Markup = { markup: '' };

/** An element that holds our own style sheet or script word for word; never anything from outside. */
export function verbatim(element: 'style' | 'script', source: string): Markup {
  return { markup: `<${element}>${source}</${element}>` };
}

/** Data for our script: JSON in which nothing can end the script element. Texts in it are shown as text only. */
export function embeddedJson(data: unknown): Markup {
  const json = JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'string' ? printable(value) : value,
  );
  return { markup: json.replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`) };
}

function written(value: Value): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string')
    return printable(value)
      .replace(/[&<>"'`]/g, (char) => `&#${String(char.charCodeAt(0))};`)
      .replace(/(\d) %/g, '$1&nbsp;%');
  if ('markup' in value) return value.markup;
  return value.map((part) => part.markup).join('');
}
