import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Fault } from '../faults/fault.js';
import { healthy } from '../faults/healthy.js';
import { sidCollisionAfterRestart } from '../faults/sid-collision-after-restart.js';
import { LabError } from '../rollout/lab-error.js';
import { labOptions } from '../rollout/options.js';
import { exitCodes } from './exit-codes.js';
import { parseResult } from './result.js';
import type { RunResult } from './result.js';
import { runSosie } from './sosie-child.js';
import { withLab } from './with-lab.js';

const opening = `
  20 June 2019. La Poste updates its web shop. For about twenty minutes customers who are signed in see somebody
  else's profile: another name, another address, and at every reload another person. Nobody attacked anything.

  This replays it on this machine: a small shop with 10,000 customers, three instances behind a reverse proxy,
  and an update that replaces them one by one. Sosie signs in as synthetic customers and keeps reloading.
`;

/** `demo`: the La Poste incident, which must fail, then the mended release, which must pass. */
export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'replay the La Poste incident (fail), then the mended release (pass), and write both reports',
    )
    .option('--out <directory>', 'where run directories go', 'sosie-runs')
    .action(async (flags: { out: string }) => {
      process.exitCode = await demo(resolve(flags.out));
    });
}

async function demo(out: string): Promise<number> {
  say(opening);
  say('1 of 2  The update of June 2019: new processes number their sessions from the same start.\n');
  const broken = await act(sidCollisionAfterRestart, 'v2', out);
  say(await describe('fail', broken, out));
  say('2 of 2  The mended release: session ids are random again. The same load, the same rollout.\n');
  const mended = await act(healthy, 'v3', out);
  say(await describe('pass', mended, out));
  const asExpected = broken.verdict === 'fail' && mended.verdict === 'pass';
  say(
    asExpected
      ? closing
      : '\nThis is not what should have come out: the first must fail, the second must pass.\n',
  );
  return asExpected ? exitCodes.ok : exitCodes.unexpectedVerdict;
}

const closing = `
  The faulty release was caught before any customer would have met it, and the sound one was let through.
  Next: "npx sosie-lab list" shows what else can go wrong; "npx sosie run --help" is for a target of your own.
`;

/** From this exit code on a run was ended by a signal, and its result is a part only. */
const signalled = 128;

async function act(fault: Fault, to: string, out: string): Promise<RunResult> {
  const log = (line: string): void => void process.stderr.write(`lab: ${line}\n`);
  const { exitCode, stdout } = await withLab(labOptions(fault, { log }), (lab, control) =>
    runSosie({ lab, control, to, out, flags: [] }),
  );
  const result = parseResult(stdout);
  if (result !== null && exitCode < signalled) return result;
  throw new LabError(
    'start',
    `sosie run gave no whole result (exit code ${exitCode}).`,
    'Its own message stands above.',
  );
}

async function describe(wanted: RunResult['verdict'], result: RunResult, out: string): Promise<string> {
  const { observations, own, identities, handoffs } = result.exposure;
  const found = result.findings.find((finding) => finding.severity === 'violation');
  const report = resolve(out, result.runId, 'report.html');
  const lines = [
    `verdict   ${result.verdict.toUpperCase()}${result.verdict === wanted ? ', as it should be' : `, but ${wanted} was expected`}`,
    ...(found === undefined ? [] : [`finding   ${found.id} ${found.oracle}: ${found.summary}`]),
    ...(result.verdict === 'pass'
      ? []
      : result.reasons.slice(0, 3).map((reason) => `because   ${reason.text}`)),
    `looked    ${observations} times as ${identities} identities, ${own} times only themselves; ${handoffs} sessions on both releases`,
    `report    ${(await exists(report)) ? report : `none at ${report}`}`,
  ];
  return `\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function say(text: string): void {
  process.stdout.write(text);
}
