// npm test: the same set-up as npm start, then every suite, one after the other. Needs nothing but Node.
import { requireNode } from './node-version.mjs';

requireNode();
const { browserIfNeeded } = await import('./browser.mjs');
const { buildIfNeeded } = await import('./build.mjs');
const { installIfNeeded } = await import('./install.mjs');
const { orExplain, SetupError } = await import('./project.mjs');
const { runSuite, suites } = await import('./suites.mjs');

const names = suites.map((suite) => suite.name);
const args = process.argv.slice(2);

await orExplain(async () => {
  if (args.includes('--help') || args.includes('-h')) {
    const lines = suites.map(({ name, what }) => `  ${name.padEnd(12)} ${what}`);
    console.log(`npm test [-- SUITE…]\n\nRuns every suite, or only the named ones:\n${lines.join('\n')}`);
    return;
  }
  const unknown = args.filter((arg) => !names.includes(arg));
  if (unknown.length > 0) {
    throw new SetupError(
      `There is no suite "${unknown.join('", "')}".`,
      `the suites are ${names.join(', ')}.`,
      2,
    );
  }
  await installIfNeeded();
  await buildIfNeeded();
  await browserIfNeeded();
  const results = await runAll(
    args.length === 0 ? suites : suites.filter((suite) => args.includes(suite.name)),
  );
  process.exitCode = summarise(results);
});

async function runAll(chosen) {
  const results = [];
  for (const suite of chosen) {
    console.log(`\n── ${suite.name}: ${suite.what}`);
    const result = await runSuite(suite);
    if (result === null) console.log('(not part of this checkout)');
    else results.push({ name: suite.name, ...result });
  }
  return results;
}

function summarise(results) {
  console.log('\nsuite         passed  failed  skipped  seconds');
  for (const { name, passed, failed, skipped, seconds, problem } of results) {
    const numbers = [passed, failed, skipped].map((n, i) => String(n).padStart([8, 8, 9][i])).join('');
    console.log(
      `${name.padEnd(12)}${numbers}${seconds.toFixed(1).padStart(9)}${problem === null ? '' : `  ${problem}`}`,
    );
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}
