import type { Reason } from '../model/verdict.js';
import type { SilentClient } from './client-answers.js';
import type { Facts } from './facts.js';
import { sentence } from './sentence.js';
import type { WriteDoubt } from './read-backs.js';

/** What was configured and never did its work, while the looks of others filled the floors. */
export function idleDoubts(facts: Facts): readonly Reason[] {
  return [...lostBrowsers(facts), ...silentClients(facts), ...writes(facts)];
}

function lostBrowsers({ browsersLost, rollout, harness }: Facts): readonly Reason[] {
  if (!browsersLost || !rollout.finished || rollout.rolledBack) return [];
  const text = 'The browsers saw their users before the rollout and never after it';
  return [
    {
      code: 'browsers-lost',
      text: sentence(text, harness.events.get('actor-lost')?.details ?? []),
      hint:
        'Look whether browsers can still be started on this machine (memory, disk) and what the new release shows in one; ' +
        'lower load.browsers, or raise load.afterSeconds.',
    },
  ];
}

function silentClients({ silentClients: silent }: Facts): readonly Reason[] {
  if (silent.length === 0) return [];
  return [
    {
      code: 'client-never-answered',
      text: sentence(
        'API clients that asked and were never given what they were granted',
        silent.map(described),
      ),
      hint:
        'Renew their tokens, look whether the API shows them data of an identity that they were granted, or take them out ' +
        'of clients.',
    },
  ];
}

function described({ name, phase, asked }: SilentClient): string {
  const when = phase === null ? '' : ` ${phase} the rollout`;
  return `${name} (${String(asked)} calls${when})`;
}

const unwritten: Readonly<Record<WriteDoubt, Pick<Reason, 'text' | 'hint'>>> = {
  'never-read-back': {
    text: 'No write was ever read back',
    hint:
      'Look how the target answers one: a form with a token against forgery needs writes.form, and writes.readBack a ' +
      'page that shows the field; or take it out of writes.',
  },
  'never-written': {
    text: 'Nobody wrote, so that no write was ever read back',
    hint:
      'Raise load.sessions: of the plain-HTTP sessions that sign in again and again, every other one writes, and there ' +
      'was none; or take it out of writes.',
  },
};

/** Whether somebody wrote is known at the end. */
function writes({ run, writes: doubt, harness }: Facts): readonly Reason[] {
  if (doubt === null || (doubt === 'never-written' && !harness.finished)) return [];
  const { text, hint } = unwritten[doubt];
  const names = run.writes.map(({ name }) => name).join(', ');
  return [{ code: 'write-never-read-back', text: sentence(text, [names]), hint }];
}
