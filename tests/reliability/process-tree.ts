import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process that was seen; its start tells it from a later one with the same number. */
interface Seen {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks since the machine started. */
  readonly startedAt: string;
  readonly name: string;
  /** Ended, and waiting for its parent to notice. */
  readonly dead: boolean;
}

/** All that a process has started, and all that those have started, whoever their parent is by now. Linux only. */
export interface ProcessTree {
  /** Living descendants whose name contains `name`. */
  named(name: string): readonly number[];
  /** Names of descendants that still live `graceMs` milliseconds from now, the root itself included. */
  survivors(graceMs: number): Promise<readonly string[]>;
  /** Stops looking, and kills what still lives: a failed test must leave nothing behind. */
  close(): void;
}

const lookEveryMs = 100;

/**
 * Watches what `root` starts. Browsers start helpers that outlive their parent's number, so descendants are remembered from
 * look to look; what inherited `mark` in its environment is found even where every look missed its parent.
 */
export function watchTree(root: number, mark: string): ProcessTree {
  const known = new Map<number, string>();
  const look = (): readonly Seen[] => {
    const all = readProcesses();
    for (let found = true; found;) {
      found = false;
      for (const { pid, parent, startedAt } of all) {
        if (known.get(pid) === startedAt || !(pid === root || isKnown(parent, all))) continue;
        known.set(pid, startedAt);
        found = true;
      }
    }
    return all.filter(({ pid, startedAt, dead }) => !dead && known.get(pid) === startedAt);
  };
  const isKnown = (pid: number, all: readonly Seen[]): boolean => {
    const startedAt = known.get(pid);
    return startedAt !== undefined && all.some((one) => one.pid === pid && one.startedAt === startedAt);
  };
  const alive = (): readonly Seen[] => {
    const all = new Map([...look(), ...marked(mark)].map((one) => [one.pid, one]));
    return [...all.values()];
  };
  look();
  const timer = setInterval(look, lookEveryMs);
  return {
    named: (name) =>
      look()
        .filter((one) => one.name.includes(name))
        .map(({ pid }) => pid),
    async survivors(graceMs) {
      const end = performance.now() + graceMs;
      for (;;) {
        const left = alive();
        if (left.length === 0 || performance.now() > end) return left.map(({ name }) => name);
        await delay(lookEveryMs);
      }
    },
    close() {
      clearInterval(timer);
      for (const { pid } of alive()) tryKill(pid);
    },
  };
}

function marked(mark: string): readonly Seen[] {
  return readProcesses().filter(
    ({ pid, dead }) => !dead && read(`/proc/${String(pid)}/environ`).includes(mark),
  );
}

function readProcesses(): readonly Seen[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      const stat = read(`/proc/${entry}/stat`);
      const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // proc_pid_stat(5): state is field 3, the parent field 4, the start time field 22.
      const startedAt = rest[17];
      if (startedAt === undefined) return [];
      return [{ pid: Number(entry), parent: Number(parent), startedAt, name, dead: state === 'Z' }];
    });
}

/** Empty where the process has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function tryKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
