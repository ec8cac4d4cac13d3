import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFindings, writeResult } from '../ledger/json-file.js';
import { reportFiles } from '../report/index.js';
import type { ReportInput } from '../report/report-file.js';

/** Writes result.json, findings.jsonl and every report of `reportFiles`; gives their paths. */
export async function writeReports(directory: string, input: ReportInput): Promise<readonly string[]> {
  await writeResult(directory, input.result);
  await writeFindings(directory, input.result.findings);
  for (const { name, render } of reportFiles) {
    await writeFile(join(directory, name), render(input), { mode: 0o600 });
  }
  return ['result.json', 'findings.jsonl', ...reportFiles.map(({ name }) => name)].map((name) =>
    join(directory, name),
  );
}
