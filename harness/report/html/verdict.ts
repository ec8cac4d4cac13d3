import type { Result } from '../../model/result.js';
import { overallBound } from '../words/bound-sentence.js';
import { counted, formatCount, formatRate } from '../words/figures.js';
import { tellStory } from '../words/story.js';
import { verdictSentence, verdictSigns } from '../words/verdict-sentence.js';
import type { Markup } from './markup.js';
import { html, none } from './markup.js';

const mostReasons = 60;

/** The verdict in one sentence, what happened, why, and the few figures that it rests on. */
export function verdictSection(result: Result): Markup {
  const { sign, word } = verdictSigns[result.verdict];
  return html`<section class="verdict ${result.verdict}" aria-labelledby="verdict-title">
      <div class="sign" aria-hidden="true">${sign}</div>
      <div>
        <h1 id="verdict-title"><span class="word">${word}</span> ${verdictSentence(result)}</h1>
        <p class="story">${tellStory(result).join(' ')}</p>
      </div>
    </section>
    ${tiles(result)}${reasons(result)}`;
}

function tiles(result: Result): Markup {
  const { exposure } = result;
  const bound = overallBound(exposure, 'observations');
  const mixUps = exposure.classes.foreign + exposure.classes.stranger;
  const all: readonly (readonly [string, string, string])[] = [
    [
      formatCount(mixUps),
      mixUps === 1 ? 'answer with somebody else’s data' : 'answers with somebody else’s data',
      mixUps > 0 ? 'bad' : '',
    ],
    [formatCount(exposure.own), `own of ${counted(exposure.observations, 'observation')}`, ''],
    [
      bound === null || bound.n === 0 ? '–' : formatRate(bound.upper),
      `highest rate not excluded${bound === null ? '' : ` at ${formatRate(bound.confidence)}`}`,
      '',
    ],
    [
      formatCount(exposure.sessions),
      `sessions of ${counted(exposure.identities, 'identity', 'identities')}`,
      '',
    ],
    [formatCount(exposure.handoffs), 'handoffs from the old to the new revision', ''],
    [formatCount(exposure.overlaps), 'looks with another identity in flight', ''],
  ];
  return html`<ul class="tiles" aria-label="What the verdict rests on">
    ${all.map(([value, what, tone]) => html`<li class="${tone}"><b>${value}</b><span>${what}</span></li>`)}
  </ul> `;
}

/** For a fail the findings speak; a pass needs no reason. */
function reasons(result: Result): Markup {
  if (result.verdict === 'pass' || result.reasons.length === 0) return none;
  const title = result.verdict === 'fail' ? 'Why it failed' : 'What stands against a pass';
  return html`<section id="reasons" aria-labelledby="reasons-title">
    <h2 id="reasons-title">${title}</h2>
    <ul class="reasons">
      ${result.reasons
        .slice(0, mostReasons)
        .map(
          ({ text, hint }) =>
            html`<li>${text}${hint === null ? none : html`<span class="hint">${hint}</span>`}</li>`,
        )}
    </ul>
  </section> `;
}
