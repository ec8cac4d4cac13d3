import { Command } from 'commander';
import { loadConfig } from '../config/load.js';
import { check } from '../run/check.js';
import { exitCodes } from './exit-codes.js';
import { addRunOptions, overridesOf, type RunFlags } from './options.js';
import { onSignals } from './signals.js';

/** `sosie check`: config, target, browser, every identity's login, and its markers on each page; nothing is rolled out. */
export function checkCommand(): Command {
  return addRunOptions(
    new Command('check').description(
      'preflight: config, target, browser, every login, what each page tells of its owner',
    ),
  ).action(async (flags: RunFlags) => {
    const settings = await loadConfig({ file: flags.config, cwd: process.cwd(), flags: overridesOf(flags) });
    const signals = onSignals();
    const outcome = await check({
      settings,
      signal: signals.signal,
      env: process.env,
      cwd: process.cwd(),
      say: (line) => {
        process.stderr.write(`  · ${line}\n`);
      },
    });
    signals.dispose();
    if (flags.json === true) process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
    else process.stdout.write(`${table(outcome).join('\n')}\n`);
    process.exitCode = outcome.ready ? exitCodes.pass : exitCodes.inconclusive;
  });
}

function table(outcome: Awaited<ReturnType<typeof check>>): string[] {
  const rows = outcome.pages.map((page) => [
    page.name,
    page.kind,
    `${String(page.readBy)} of ${String(outcome.identities)}`,
    String(page.ownMarkers),
    String(page.slots),
    page.blind ? 'blind: nothing on it tells whose it is' : 'ready',
  ]);
  const all = [['page', 'kind', 'read by', 'markers', 'slots', ''], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const lines = all.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const notes = outcome.notes.map((note) => `! ${note}`);
  const closing = outcome.ready
    ? 'Ready: sosie run can start.'
    : 'Not ready: mend what is named above, or a run will be inconclusive.';
  return ['', ...lines, '', ...besides(outcome), ...notes, ...(notes.length > 0 ? [''] : []), closing];
}

/** What will be asked for beside the pages, a line for each kind that there is. */
function besides({ streams, privateUrls, writes, clients }: Awaited<ReturnType<typeof check>>): string[] {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['streams', streams],
    [
      'private URLs',
      privateUrls.map(({ where, identities }) => `${where} (${String(identities)} identities)`),
    ],
    ['writes', writes],
    ['API clients', clients],
  ];
  const lines = kinds
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => `${kind}: ${names.join(', ')}`);
  return lines.length === 0 ? [] : [...lines, ''];
}
