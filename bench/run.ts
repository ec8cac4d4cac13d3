// npm run bench: what Sosie costs, beside tools that check less, on one target in one run. Medians of rounds;
// on a busy machine only the ratios mean anything.
import { parseArgs } from 'node:util';
import { browserContenders } from './browser/contenders.js';
import { httpContenders } from './http/contenders.js';
import { measureAll } from './measurement.js';
import type { Measurement } from './measurement.js';
import { scanMeasurements } from './scan-measurements.js';
import { renderTable } from './table.js';
import { openTarget } from './target/open-target.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: 'http,browser,scan' },
    rounds: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

const help = `npm run bench [-- OPTIONS]

  --quick          one short round: whether it works, not how fast it is
  --only A,B       of: http, browser, scan
  --rounds N       default 3
  --json           one JSON document on stdout; the table and the progress on stderr
`;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function measureGroups(url: string): Promise<readonly Measurement[]> {
  const seconds = values.quick ? 1 : 6;
  const rounds = values.quick ? 1 : Number(values.rounds ?? 3);
  const groups = values.only.split(',');
  const contenders = [
    ...(groups.includes('http') ? httpContenders({ url, seconds, connections: 32 }) : []),
    ...(groups.includes('browser') ? await browserContenders({ url, seconds, contexts: 4 }, say) : []),
  ];
  const measured = await measureAll(contenders, rounds, say);
  return [...measured, ...(groups.includes('scan') ? scanMeasurements(values.quick) : [])];
}

if (values.help) {
  process.stdout.write(help);
} else {
  const target = await openTarget();
  try {
    const measurements = await measureGroups(target.url);
    const table = renderTable(measurements);
    if (values.json) {
      say(table);
      process.stdout.write(
        `${JSON.stringify({ schema: 'sosie/bench@1', node: process.version, measurements }, null, 2)}\n`,
      );
    } else {
      process.stdout.write(`\n${table}\n`);
    }
  } finally {
    await target.close();
  }
}
