import assert from 'node:assert/strict';
import type { Fault } from '../../lab/faults/fault.js';
import { openLab } from '../../lab/rollout/lab.js';
import { labOptions } from '../../lab/rollout/options.js';
import { get, until } from '../unit/lab-edge/origin.js';
import { signIn } from './sign-in.js';

export interface Visitor {
  readonly username: string;
  readonly password: string;
  readonly cookie: string;
}

export interface Drive {
  /** True where somebody was shown somebody else. */
  mixes(url: string, visitors: readonly Visitor[]): Promise<boolean>;
  /** Instances of the lab; 1 unless said. */
  readonly instances?: number;
  /** The mix-up must come while the rollout is under way. */
  readonly duringRollout?: boolean;
  /** How long the mix-up may take after the rollout; 30 s unless said. */
  readonly withinMs?: number;
}

const people = 8;

/** The drive must find nothing on the first release, and the mix-up as soon as the release with the fault rolls. */
export async function provesItself(fault: Fault, drive: Drive): Promise<void> {
  const { instances = 1, duringRollout = false, withinMs = 30_000 } = drive;
  const lab = await openLab(labOptions(fault, { crowd: 0, customers: 20, testAccounts: people, instances }));
  try {
    const visitors: Visitor[] = [];
    for (const { username, password } of lab.accounts) {
      visitors.push({ username, password, cookie: await signIn(lab.url, { username, password }) });
    }
    for (let round = 0; round < 5; round += 1) assert.equal(await drive.mixes(lab.url, visitors), false);
    const rolling = lab.roll('v2', () => undefined);
    if (!duringRollout) await rolling;
    await until('a mix-up', () => drive.mixes(lab.url, visitors), withinMs);
    await rolling;
  } finally {
    await lab.close();
  }
}

/** Everybody asks for the path, one after another. */
export function inTurn(path: string): Drive['mixes'] {
  return async (url, visitors) => {
    let mixed = false;
    for (const visitor of visitors) mixed = (await showsAnother(url + path, visitor, visitors)) || mixed;
    return mixed;
  };
}

/** Everybody asks for the path at the same time. */
export function atOnce(path: string): Drive['mixes'] {
  return async (url, visitors) => {
    const shown = visitors.map((visitor) => showsAnother(url + path, visitor, visitors));
    return (await Promise.all(shown)).includes(true);
  };
}

async function showsAnother(url: string, own: Visitor, all: readonly Visitor[]): Promise<boolean> {
  const answer = await get(url, own.cookie);
  const text = await answer.text();
  return all.some((other) => other !== own && text.includes(other.username));
}
