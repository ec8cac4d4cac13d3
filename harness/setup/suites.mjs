import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { filesUnder, root, say } from './project.mjs';
import { runProcess } from './run-process.mjs';

const minute = 60_000;

/** Every suite in the order in which it runs: the fast ones first, so that a plain mistake shows early. */
export const suites = [
  { name: 'unit', what: 'functions and folders, each by itself', run: nodeTests({ timeoutMs: 15 * minute }) },
  {
    name: 'isolation',
    what: 'the harness never mixes identities itself',
    run: nodeTests({ timeoutMs: 5 * minute, concurrency: 1 }),
  },
  {
    name: 'lab',
    what: 'the lab, and each of its faults',
    run: nodeTests({ timeoutMs: 30 * minute, concurrency: 2 }),
  },
  {
    name: 'e2e',
    what: 'the built command line, as a user types it',
    run: nodeTests({ timeoutMs: 30 * minute, concurrency: 2 }),
  },
  {
    name: 'reliability',
    what: 'a run that is disturbed, in every phase: no false verdict, no hang, nothing left behind',
    run: nodeTests({ timeoutMs: 15 * minute, concurrency: 1 }),
  },
  {
    name: 'integrity',
    what: 'Playwright Test specs, one for each incident',
    run: playwrightTests({ timeoutMs: 15 * minute }),
  },
];

/**
 * Runs one suite and gives { passed, failed, skipped, seconds, problem }, or null where the project has no
 * such suite. What cannot be counted is a failure: a crash, the deadline, a file or a suite without a test.
 */
export async function runSuite(suite) {
  const startedAt = performance.now();
  const counts = await suite.run(suite.name);
  if (counts === null) return null;
  const seconds = (performance.now() - startedAt) / 1000;
  const problem = problemOf(counts);
  const failed = problem !== null && counts.failed === 0 ? 1 : counts.failed;
  return { passed: counts.passed, failed, skipped: counts.skipped, seconds, problem };
}

function problemOf({ code, timedOut, passed, failed, skipped, empty }) {
  if (timedOut) return 'it did not end before its deadline';
  if (empty.length > 0) return `no test in ${empty.map((file) => relative(root, file)).join(', ')}`;
  if (passed + failed + skipped === 0) return 'it ran no test';
  if (code !== 0 && failed === 0) return `its runner ended with code ${code}, although no test failed`;
  return null;
}

function nodeTests({ timeoutMs, concurrency }) {
  return async (name) => {
    const files = filesUnder(join(root, 'tests', name), (file) => /\.test\.(ts|mjs)$/.test(file));
    if (files.length === 0) return existsSync(join(root, 'tests', name)) ? nothing : null;
    return withScratchFile('counts.json', async (countsFile) => {
      const reporter = new URL('count-reporter.mjs', import.meta.url).href;
      const { code, timedOut } = await runProcess(
        process.execPath,
        [
          ...['--import', 'tsx', '--test'],
          ...(concurrency === undefined ? [] : [`--test-concurrency=${concurrency}`]),
          ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
          ...[`--test-reporter=${reporter}`, `--test-reporter-destination=${countsFile}`],
          ...files.map((file) => relative(root, file)),
        ],
        { timeoutMs, output: 'stdout' },
      );
      return { ...nothing, ...readJson(countsFile), code, timedOut };
    });
  };
}

function playwrightTests({ timeoutMs }) {
  return async () => {
    if (!existsSync(join(root, 'playwright.config.ts'))) return null;
    return withScratchFile('results.json', async (resultsFile) => {
      const { code, timedOut } = await runProcess(
        process.execPath,
        [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'],
        { timeoutMs, output: 'stdout', env: { PLAYWRIGHT_JSON_OUTPUT_FILE: resultsFile } },
      );
      const { stats, errors = [] } = readJson(resultsFile);
      // A test that fails once and passes when repeated ("flaky") has failed: a mix-up seen once is a mix-up.
      const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) + errors.length;
      return {
        ...nothing,
        passed: stats?.expected ?? 0,
        failed,
        skipped: stats?.skipped ?? 0,
        code,
        timedOut,
      };
    });
  };
}

const nothing = { passed: 0, failed: 0, skipped: 0, empty: [], code: 0, timedOut: false };

async function withScratchFile(name, use) {
  const folder = mkdtempSync(join(tmpdir(), 'sosie-tests-'));
  try {
    return await use(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The document in `file`; empty where the runner died before it wrote one. */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    say(`The runner left no readable result: ${error.message}`);
    return {};
  }
}
