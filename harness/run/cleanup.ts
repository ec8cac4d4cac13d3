/** Undoes what a run has done, last first; goes on past a failure and tells of all of them. */
export interface Cleanup {
  add(what: string, undo: () => unknown): void;
  /** Gives "what: message" for each step that failed or took more than ten seconds. */
  run(): Promise<readonly string[]>;
}

const deadlineMs = 10_000;

export function createCleanup(): Cleanup {
  const steps: { what: string; undo: () => unknown }[] = [];
  return {
    add: (what, undo) => {
      steps.push({ what, undo });
    },
    run: async () => {
      const failures: string[] = [];
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        try {
          await withDeadline(Promise.resolve(step.undo()), deadlineMs);
        } catch (error) {
          failures.push(`${step.what}: ${error instanceof Error ? error.message : String(error)}`);
        }
      }
      return failures;
    },
  };
}

/** Rejects when `promise` takes longer than `ms` milliseconds. */
export async function withDeadline<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`not done after ${String(ms / 1000)} s`));
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
