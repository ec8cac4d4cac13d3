import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Verdict } from '../../harness/model/verdict.js';
import { command } from '../e2e/command-line.js';
import type { Kept } from './kept.js';
import { startSosie, type SosieProcess } from './sosie-process.js';
import { reach } from './stages.js';
import { startTarget } from './target/start-target.js';
import type { Later, Setting, Trial } from './trial.js';
import { namesIn, openWorkplace, type Workplace } from './workplace.js';
import { wrongsOf } from './wrongs.js';

/** Helpers of a browser need a moment to notice that it is gone, and a rollout command goes on to its end. */
const graceMs = 8_000;

/** Performs the trial once: what was kept, and what of it is wrong, in words. */
export async function performTrial(
  trial: Trial,
): Promise<{ readonly kept: Kept; readonly wrongs: readonly string[] }> {
  const undo: (() => unknown)[] = [];
  const later: Later = (step) => void undo.unshift(step);
  try {
    const setting = await trial.begin(later);
    const target = await startTarget({ leaks: trial.leaks, redisUrl: setting.redisUrl });
    later(() => target.close());
    const place = openWorkplace(target.url, setting);
    later(() => {
      place.close();
    });
    const sosie = startIn(place, setting, trial);
    later(() => {
      sosie.tree.close();
    });
    const scene = { target, sosie, place };
    await setting.inject({ ...scene, reached: (stage) => reach(stage, scene) });
    const kept = await takeStock(sosie, place);
    return { kept, wrongs: wrongsOf(kept, trial) };
  } finally {
    for (const step of undo) await step();
  }
}

function startIn(place: Workplace, setting: Setting, trial: Trial): SosieProcess {
  return startSosie({
    cwd: place.folder,
    env: { TMPDIR: place.temporary, ...setting.env },
    deadlineMs: trial.deadlineSeconds * 1000,
    shell: setting.shell,
    args: setting.args,
  });
}

async function takeStock(sosie: SosieProcess, place: Workplace): Promise<Kept> {
  const { code, seconds } = await sosie.ended;
  const survivors = await sosie.tree.survivors(graceMs);
  const directory = place.directory();
  const history = place.history();
  return {
    code,
    seconds,
    survivors,
    verdict: directory === null ? null : await verdictIn(join(directory, 'result.json')),
    html: directory !== null && existsSync(join(directory, 'report.html')),
    judged: directory === null || history === '' ? null : await judge(directory),
    observations: history.split('"type":"observation"').length - 1,
    temporary: namesIn(place.temporary),
    stderr: sosie.stderr(),
  };
}

async function judge(directory: string): Promise<Kept['judged']> {
  const { code, stdout } = await command('sosie', ['judge', directory, '--json'], { deadlineMs: 60_000 });
  return { code, verdict: stdout === '' ? null : verdictOf(stdout) };
}

async function verdictIn(path: string): Promise<Verdict | null> {
  if (!existsSync(path)) return null;
  return verdictOf(await readFile(path, 'utf8'));
}

function verdictOf(json: string): Verdict {
  return (JSON.parse(json) as { verdict: Verdict }).verdict;
}
