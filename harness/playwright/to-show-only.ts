import type { ExpectMatcherState } from '@playwright/test';
import type { Page as BrowserPage } from 'playwright';
import { setTimeout as delay } from 'node:timers/promises';
import { observeAll } from '../actors/browser/browser-looks.js';
import { createPageMap } from '../actors/reach.js';
import { SosieError } from '../model/errors.js';
import type { Identity } from '../model/identity.js';
import type { Observation } from '../model/observation.js';
import { lookAt } from './guard/look-at.js';
import { statementsOf, type Statements } from './statements.js';
import { currentRun, type WorkerRun } from './worker-run.js';

const pollMs = 100;

/** What a matcher answers to Playwright. */
export interface MatcherAnswer {
  readonly name: string;
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * `await expect(page).toShowOnly(identity)`: passes if the visible text, the title, the storage or the last responses
 * state that the page is `identity`'s, and nothing states that it is somebody else's. It waits for such a statement
 * as long as other matchers do; it never waits for a foreign one to go away.
 */
export async function toShowOnly(
  this: ExpectMatcherState,
  page: BrowserPage,
  identity: Pick<Identity, 'id'>,
): Promise<MatcherAnswer> {
  const run = currentRun();
  const wanted = run?.knowledge.identities.find(({ id }) => id === identity.id);
  if (run === null || wanted === undefined) {
    throw new SosieError(
      'SOSIE_CONFIG_USAGE',
      `toShowOnly was asked about ${identity.id}, which is no identity of this run.`,
      {
        hint: "Import `test` from 'sosie/playwright' as well, and pass its `identity` fixture.",
      },
    );
  }
  const deadline = performance.now() + this.timeout;
  let said = await read(page, wanted, run);
  while (!said.own && said.others.length === 0 && !this.isNot && performance.now() < deadline) {
    await delay(pollMs);
    said = await read(page, wanted, run);
  }
  const pass = said.own && said.others.length === 0;
  return { name: 'toShowOnly', pass, message: () => words(wanted.id, said, pass) };
}

/** Looks again at what stands on the page; what came last is known already. */
async function read(page: BrowserPage, identity: Identity, run: WorkerRun): Promise<Statements> {
  const { clock, actorSettings } = run;
  const pageAt = createPageMap(actorSettings.target, actorSettings.pages);
  const shared = {
    actor: { name: 'expect', kind: 'browser', identity },
    session: 'expect#0',
    operation: 'probe',
    cookies: [],
  } as const;
  const shown = await observeAll(await lookAt(page, { clock, pageAt }), shared, {
    ...actorSettings,
    observer: run.reader,
  });
  const came: readonly Observation[] = run.lastSeen.get(page.context()) ?? [];
  return statementsOf(
    [...shown, ...came.filter(({ channel }) => channel !== 'dom' && channel !== 'storage')],
    identity.id,
  );
}

function words(id: string, { others, own, looks }: Statements, pass: boolean): string {
  if (pass)
    return `expect(page).not.toShowOnly(${id})\n\nThe page states that it is ${id}'s, and nothing else.`;
  if (others.length > 0) {
    const lines = others.map(({ who, where, fields, masked }) => {
      const proof = [...fields.map((field) => `field ${field}`), ...masked.map((value) => `"${value}"`)].join(
        ', ',
      );
      return `  foreign-data: ${id} was shown ${who}'s data on ${where}${proof === '' ? '' : `: ${proof}`}`;
    });
    return `expect(page).toShowOnly(${id})\n\n${lines.join('\n')}`;
  }
  return `expect(page).toShowOnly(${id})\n\nNothing states that the page is ${id}'s${own ? '' : `, nor anybody's`}: ${String(looks)} looks at its text, title, storage and last responses.`;
}
