import { watch } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { SosieProcess } from './sosie-process.js';
import type { RunningTarget } from './target/start-target.js';
import type { Workplace } from './workplace.js';

/** The phases of a run, from the first line that it prints to the writing of its result. */
export const stages = [
  'prepare',
  'learn',
  'drill',
  'before',
  'during',
  'after',
  'diagnose',
  'conclude',
] as const;

export type Stage = (typeof stages)[number];

interface Watched {
  readonly target: RunningTarget;
  readonly sosie: SosieProcess;
  readonly place: Workplace;
}

const withinMs = 110_000;

/** Resolves as soon as the run is in the stage; rejects where it ends, or two minutes pass, before. */
export async function reach(stage: Stage, watched: Watched): Promise<void> {
  const { sosie } = watched;
  const there = stage === 'conclude' ? concluding(watched) : () => isIn(stage, watched);
  const end = performance.now() + withinMs;
  let ended = false;
  void sosie.ended.then(() => (ended = true));
  while (!there()) {
    if (ended || performance.now() > end)
      throw new Error(`the stage ${stage} was not reached\n${sosie.stderr()}`);
    await delay(5);
  }
}

function isIn(stage: Exclude<Stage, 'conclude'>, { target, sosie, place }: Watched): boolean {
  switch (stage) {
    case 'prepare':
      return sosie.stderr().includes('target: ');
    case 'learn':
      return sosie.stderr().includes('learning: ');
    case 'drill':
      return sosie.stderr().includes('fire drill: ');
    case 'before':
      // While they learn, nobody reloads a page.
      return place.history().includes('"operation":"reload"');
    case 'during':
      return target.said('rolling');
    case 'after':
      return target.said('looked');
    case 'diagnose':
      return sosie.stderr().includes('diagnosis: ');
  }
}

/** The first file of the result: it is there for milliseconds only, so the system is asked to tell of it. */
function concluding({ place }: Watched): () => boolean {
  let writing = false;
  let watching = false;
  return () => {
    const directory = place.directory();
    if (!watching && directory !== null) {
      watching = true;
      const watcher = watch(directory, (_event, name) => {
        writing ||= name?.startsWith('result.json') ?? false;
        if (writing) watcher.close();
      });
      watcher.unref();
    }
    return writing;
  };
}
