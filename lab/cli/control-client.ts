import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { request } from 'undici';
import { z } from 'zod';
import { LabError } from '../rollout/lab-error.js';

/** Where a lab is controlled from. */
export interface ControlAddress {
  readonly url: string;
  readonly token: string;
}

const rollLine = z.union([
  z.object({ step: z.string() }),
  z.object({ done: z.literal(true) }),
  z.object({ failed: z.string() }),
]);

/** Rolls a lab to a release; `report` gets one line per step. Throws LabError where it fails. */
export async function requestRoll(
  control: ControlAddress,
  release: string,
  report: (line: string) => void,
): Promise<void> {
  const body = await post(control, `/roll?to=${encodeURIComponent(release)}`);
  for await (const line of createInterface({ input: body })) {
    const said = rollLine.parse(JSON.parse(line));
    if ('done' in said) return;
    if ('failed' in said) throw new LabError('start', `The rollout failed: ${said.failed}`);
    report(said.step);
  }
  throw new LabError('start', 'The lab went away in the middle of the rollout.');
}

/** Asks a lab to stop. It answers before it has. */
export async function requestStop(control: ControlAddress): Promise<void> {
  (await post(control, '/stop')).resume();
}

async function post(control: ControlAddress, path: string): Promise<Readable> {
  // Between two steps of a slow rollout nothing is sent: the body has two minutes for each.
  const options = { method: 'POST', headersTimeout: 10_000, bodyTimeout: 120_000 } as const;
  const headers = { authorization: `Bearer ${control.token}` };
  const answer = await request(`${control.url}${path}`, { ...options, headers }).catch((cause: unknown) => {
    throw new LabError('start', `No lab answers at ${control.url} (${String(cause)}).`);
  });
  if (answer.statusCode < 300) return answer.body;
  throw new LabError(
    'start',
    `The lab at ${control.url} answered ${answer.statusCode}: ${await answer.body.text()}`,
  );
}
