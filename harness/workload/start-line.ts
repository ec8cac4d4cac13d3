/** Where several wait for each other, to begin in the same moment. */
export interface StartLine {
  /** Resolves once all are there, or nobody is waited for any longer. */
  ready(): Promise<void>;
}

/** For `count` starters; whoever comes after `tooLate` has settled begins at once. Never rejects. */
export function createStartLine(count: number, tooLate: Promise<unknown>): StartLine {
  let missing = count;
  let start: () => void = () => undefined;
  const all = new Promise<void>((resolve) => {
    start = resolve;
  });
  const begun = Promise.race([all, tooLate.then(start, start)]);
  return {
    ready: () => {
      missing -= 1;
      if (missing <= 0) start();
      return begun;
    },
  };
}
