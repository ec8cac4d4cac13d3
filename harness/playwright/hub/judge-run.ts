import { writeRunFile } from '../../ledger/json-file.js';
import { openLedger } from '../../ledger/ledger.js';
import { sweep } from '../../ledger/sweep.js';
import type { HarnessEvent } from '../../model/history.js';
import type { RunFile } from '../../model/result.js';
import type { Vault } from '../../observation/index.js';
import type { ReportInput } from '../../report/report-file.js';
import { renderFindingLine } from '../../report/words/finding-line.js';
import { judgeStored } from '../../run/judge-stored.js';
import { writeReports } from '../../run/7-report.js';
import type { HubVerdict } from './protocol.js';

/** Judges the histories of all writers as one: what is on disk so far. */
export async function judgeRun(directory: string): Promise<HubVerdict> {
  return toVerdict(directory, await judgeStored(directory));
}

/** The last word: judges, writes result.json and every report, and sweeps the run directory for secrets. */
export async function concludeRun(options: {
  directory: string;
  run: RunFile;
  vault: Vault;
  atMs: () => number;
}): Promise<HubVerdict> {
  const { directory } = options;
  await writeRunFile(directory, options.run);
  await noteLeaks(options, 'sweep');
  const input = await judgeStored(directory);
  await writeReports(directory, input);
  if (!(await noteLeaks(options, 'sweep-of-reports'))) return toVerdict(directory, input);
  const again = await judgeStored(directory);
  await writeReports(directory, again);
  return toVerdict(directory, again);
}

/** Writes what the sweep found into a history file of its own, so that the verdict rests on it. */
async function noteLeaks(
  { directory, vault, atMs }: { directory: string; vault: Vault; atMs: () => number },
  writer: string,
): Promise<boolean> {
  const leaks = await sweep(directory, vault.entries());
  if (leaks.length === 0) return false;
  const ledger = openLedger(directory, writer);
  const note = (event: HarnessEvent['event'], detail: string): void =>
    ledger.append({ type: 'harness', atMs: atMs(), event, detail, count: 1 });
  for (const { file, what, form } of leaks.slice(0, 20))
    note('secret-on-disk', `a ${what} in ${file} (${form})`);
  note('finished', '');
  await ledger.close();
  return true;
}

function toVerdict(directory: string, { result }: ReportInput): HubVerdict {
  const { exposure } = result;
  const violations = result.findings.filter(({ severity }) => severity === 'violation');
  return {
    verdict: result.verdict,
    directory,
    violations: violations.map((finding) => ({
      fingerprint: finding.fingerprint,
      line: renderFindingLine(finding),
    })),
    reasons: result.reasons.map(({ text }) => text),
    basis: `${String(exposure.own)} own observations of ${String(exposure.identities)} identities, ${String(exposure.handoffs)} sessions on both releases`,
  };
}
