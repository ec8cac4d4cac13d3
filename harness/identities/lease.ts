import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The right to use one account, held by one process until released. */
export interface Lease {
  release(): void;
}

/**
 * Takes the lease of an account, or gives null where a living process holds it: two actors on one account end
 * each other's sessions, which would look like a fault of the target. The lease is a file named by a hash of
 * target and username, with the holder's pid inside; one left behind by a dead process is taken over.
 */
export function takeLease(directory: string, target: string, username: string): Lease | null {
  mkdirSync(directory, { recursive: true });
  const name = createHash('sha256').update(`${target}\0${username}`).digest('hex').slice(0, 32);
  const file = join(directory, `${name}.lease`);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return {
        release: () => {
          rmSync(file, { force: true });
        },
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (holderIsAlive(file)) return null;
      rmSync(file, { force: true });
    }
  }
  return null;
}

function holderIsAlive(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    // EPERM: the process exists and is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
