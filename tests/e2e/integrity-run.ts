import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const deadlineMs = 420_000;

/** How a run of an incident's spec ended, and what it left. */
export interface IntegrityRun {
  readonly code: number | null;
  readonly output: string;
  readonly verdict: string;
  /** Names of the oracles that found a violation. */
  readonly oracles: ReadonlySet<string>;
  /** "main", "w0": whose histories there are. */
  readonly writers: readonly string[];
}

/** Runs the spec of one incident against a lab with this fault, as `npx playwright test` does; `grep`: those tests only. */
export async function runIncident(
  incident: string,
  { fault, grep = '' }: { fault: string; grep?: string },
): Promise<IntegrityRun> {
  const out = await mkdtemp(join(tmpdir(), 'sosie-integrity-'));
  try {
    const { code, output } = await playwright(
      [`--project=${incident}`, `--grep=${grep}`, `--output=${join(out, 'test-results')}`],
      { ...process.env, LAB_FAULT: fault, SOSIE_OUT: out, FORCE_COLOR: '0' },
    );
    const [run] = (await readdir(out)).filter((name) => name !== 'test-results');
    if (run === undefined) throw new Error(`there is no run directory:\n${output}`);
    const { verdict, findings } = JSON.parse(await readFile(join(out, run, 'result.json'), 'utf8')) as {
      verdict: string;
      findings: { oracle: string; severity: string }[];
    };
    const violations = findings.filter(({ severity }) => severity === 'violation');
    const writers = (await readdir(join(out, run))).flatMap(
      (name) => /^history-(main|w\d+)\.jsonl$/.exec(name)?.[1] ?? [],
    );
    return { code, output, verdict, oracles: new Set(violations.map(({ oracle }) => oracle)), writers };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

async function playwright(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Pick<IntegrityRun, 'code' | 'output'>> {
  const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const child = spawn(process.execPath, [cli, 'test', ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const timer = setTimeout(() => child.kill('SIGTERM'), deadlineMs);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  clearTimeout(timer);
  return { code, output };
}
