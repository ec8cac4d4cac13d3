import type { Markup } from './markup.js';
import { html } from './markup.js';

/** A section of the report with its heading; `lead` says in a sentence how to read it. */
export function section(id: string, title: string, lead: string, body: Markup): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    <p class="lead">${lead}</p>
    ${body}
  </section> `;
}

/** A table that scrolls sideways by itself where the window is narrow; reachable by keyboard. */
export function scrolling(label: string, body: Markup): Markup {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${body}</div>`;
}

/** A list of names and values. */
export function factList(facts: readonly (readonly [string, Markup | string])[]): Markup {
  return html`<dl class="facts">
    ${facts.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
