/** The load of every browser contender: `contexts` signed-in people who reload as fast as they can. */
export interface BrowserLoad {
  readonly url: string;
  readonly seconds: number;
  readonly contexts: number;
  /** Playwright's `executablePath`; null for its own browser. */
  readonly executablePath: string | null;
}

/** Repeats `once` for every number below `contexts` at the same time; gives how many ended per second. */
export async function perSecond(
  { contexts, seconds }: Pick<BrowserLoad, 'contexts' | 'seconds'>,
  once: (context: number) => Promise<number>,
): Promise<number> {
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  let done = 0;
  const repeat = async (_: unknown, context: number): Promise<void> => {
    while (performance.now() < until) {
      const made = await once(context);
      done += made;
    }
  };
  await Promise.all(Array.from({ length: contexts }, repeat));
  return (done * 1000) / (performance.now() - startedAt);
}
