import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filesUnder, root } from '../project.mjs';
import { runProcess } from '../run-process.mjs';

const folders = ['harness', 'lab', 'bench'].filter((folder) => existsSync(join(root, folder)));

/** Holds the direction of imports, and fails when dependency-cruiser did not see every source file. */
export async function boundaries() {
  const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const { text } = await runProcess(
    process.execPath,
    [cruiser, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...folders],
    { timeoutMs: 120_000, output: 'capture' },
  );
  const result = parse(text);
  if (result === null)
    return { examined: 'nothing', problems: [`dependency-cruiser gave no result:\n${text}`] };
  const seen = new Set(result.modules.map((module) => module.source));
  const sources = folders
    .flatMap((folder) => filesUnder(join(root, folder), (name) => /\.(ts|mjs)$/.test(name)))
    .map((file) => relative(root, file).split(sep).join('/'));
  const unseen = sources.filter((file) => !seen.has(file));
  return {
    examined: `${sources.length - unseen.length} modules, ${result.summary.totalDependenciesCruised} imports`,
    problems: [
      ...result.summary.violations.map((violation) => explain(violation, result.summary.ruleSetUsed)),
      ...(unseen.length === 0
        ? []
        : [`source files that were not looked at (${unseen.length}): ${unseen.join(', ')}`]),
      ...(sources.length === 0 ? ['there is no source file to look at'] : []),
    ],
  };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function explain({ from, to, rule, cycle }, rules) {
  const path =
    cycle === undefined
      ? from === to
        ? from
        : `${from} → ${to}`
      : [from, ...cycle.map(({ name }) => name)].join(' → ');
  const why = rules.forbidden.find(({ name }) => name === rule.name)?.comment;
  return `${rule.name}: ${path}\n  ${why ?? ''}`;
}
