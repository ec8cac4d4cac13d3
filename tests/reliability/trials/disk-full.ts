import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Later, Setting, Trial } from '../trial.js';

/** The first seconds of a history fit; the rest, and the reports, do not. */
const kilobytes = 48;
/** Without a browser the history is shorter; the page of the report is longer than this anyway. */
const limitKilobytes = 24;

/**
 * The run directory lies on a file system of a few kilobytes. Mounting one takes rights that a build agent seldom has, so
 * there is a second way for everybody: a limit to the size of every file, which the system enforces likewise (EFBIG).
 */
export const diskTrials: readonly Trial[] = [
  ...[false, true].map((leaks): Trial => ({
    name: `disk-full${leaks ? '-leaking' : ''}`,
    injected: 'disk full (ENOSPC) once the history has begun',
    leaks,
    deadlineSeconds: 120,
    impossible: () => (mayMount() ? null : 'it takes the right to mount a file system'),
    begin: async (later) => onSmallDisk(later),
    expected: { codes: leaks ? [1] : [4], verdicts: [], diskMayLack: true },
  })),
  {
    name: 'file-size-limit',
    injected: 'no file may grow beyond 24 KB (EFBIG)',
    leaks: true,
    deadlineSeconds: 120,
    begin: async () => ({
      // Node ignores the limit's signal, so that the write fails instead, as on a full disk. A browser cannot live so.
      shell: `ulimit -f ${String(limitKilobytes)}; exec "$@"`,
      config: { load: { browsers: 0, sessions: 6, beforeSeconds: 1, afterSeconds: 2, ratePerActor: 8 } },
      inject: async () => undefined,
    }),
    expected: { codes: [1], verdicts: [], diskMayLack: true },
  },
];

function onSmallDisk(later: Later): Setting {
  const mount = mkdtempSync(join(tmpdir(), 'sosie-small-disk-'));
  later(() => {
    rmSync(mount, { recursive: true, force: true });
  });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(kilobytes)}k`, 'tmpfs', mount]);
  later(() => execFileSync('umount', ['--lazy', mount]));
  return { runs: join(mount, 'runs'), inject: async () => undefined };
}

let known: boolean | undefined;

function mayMount(): boolean {
  if (known === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'sosie-mount-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', folder], { stdio: 'ignore' });
      execFileSync('umount', [folder], { stdio: 'ignore' });
      known = true;
    } catch {
      known = false;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return known;
}
