// npm run check: every gate before a commit. Goes on after a gate that fails, so that one run shows everything.
import { boundaries } from './gates/boundaries.mjs';
import { format } from './gates/format.mjs';
import { lint } from './gates/lint.mjs';
import { types } from './gates/types.mjs';
import { unitTests } from './gates/unit-tests.mjs';

const gates = { types, lint, format, boundaries, unit: unitTests };
const shownProblems = 50;

const names = process.argv.slice(2);
const unknown = names.filter((name) => !Object.hasOwn(gates, name));
if (unknown.length > 0) {
  console.error(
    `There is no gate "${unknown.join('", "')}".\nHint: the gates are ${Object.keys(gates).join(', ')}.`,
  );
  process.exit(2);
}

const lines = [];
let failed = 0;
for (const [name, gate] of Object.entries(gates)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const startedAt = performance.now();
  const { examined, problems } = await gate();
  for (const problem of problems.slice(0, shownProblems)) console.log(problem);
  if (problems.length > shownProblems)
    console.log(`… and ${problems.length - shownProblems} more of ${name}`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const outcome =
    problems.length === 0 ? 'ok' : `${problems.length} problem${problems.length === 1 ? '' : 's'}`;
  lines.push(`${name.padEnd(12)} ${outcome.padEnd(14)} ${examined} looked at, ${seconds} s`);
  if (problems.length > 0) failed += 1;
}
console.log(`\n${lines.join('\n')}\n${lines.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
