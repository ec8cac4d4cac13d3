import { Command } from 'commander';
import { faults } from '../faults/index.js';
import type { Fault } from '../faults/fault.js';

/** `list`: the faults and the controls. */
export function listCommand(): Command {
  return new Command('list')
    .description('list the faults and the controls')
    .option('--json', 'one JSON document')
    .action((flags: { json?: boolean }) => {
      process.stdout.write(
        flags.json === true ? `${JSON.stringify({ faults: faults.map(toRow) }, null, 2)}\n` : table(),
      );
    });
}

function toRow(fault: Fault): object {
  const { id, kind, title, incident, acts, oracles, layer } = fault;
  return { id, kind, title, incident, acts, oracles, layer };
}

function table(): string {
  const width = Math.max(...faults.map((fault) => fault.id.length)) + 2;
  const lines = (kind: Fault['kind']): string[] =>
    faults
      .filter((fault) => fault.kind === kind)
      .flatMap((fault) => [
        `  ${fault.id.padEnd(width)}${fault.title}`,
        ...(fault.incident === null ? [] : [`  ${''.padEnd(width)}${fault.incident.what}`]),
      ]);
  return [
    'Faults: a run must fail',
    ...lines('fault'),
    '',
    'Controls: a run must pass',
    ...lines('control'),
    '',
  ].join('\n');
}
