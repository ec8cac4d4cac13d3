import { Command } from 'commander';
import { writeReports } from '../run/7-report.js';
import { judgeStored } from '../run/judge-stored.js';

/** `sosie report RUN`: writes the reports again, with this version's looks. */
export function reportCommand(): Command {
  return new Command('report')
    .description('write result.json, findings.jsonl, report.html, junit.xml and summary.md of a run again')
    .argument('<run>', 'the run directory')
    .action(async (directory: string) => {
      const stored = await judgeStored(directory);
      const files = await writeReports(directory, stored);
      for (const file of files) process.stderr.write(`${file}\n`);
    });
}
