/** Undoes things in the reverse order of their doing. */
export interface Teardown {
  add(name: string, undo: () => Promise<void> | void): void;
  /** Goes on past failures; throws an AggregateError of all of them at the end. A second call does nothing. */
  run(): Promise<void>;
}

const eachMs = 10_000;

/** An empty teardown; each undoing has ten seconds. */
export function createTeardown(): Teardown {
  const steps: { readonly name: string; readonly undo: () => Promise<void> | void }[] = [];
  return {
    add: (name, undo) => void steps.push({ name, undo }),
    async run() {
      const failures: Error[] = [];
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        try {
          await within(eachMs, step.undo());
        } catch (cause) {
          failures.push(new Error(`could not stop ${step.name}: ${String(cause)}`, { cause }));
        }
      }
      if (failures.length > 0)
        throw new AggregateError(failures, failures.map((one) => one.message).join('; '));
    },
  };
}

async function within(ms: number, work: Promise<void> | void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
