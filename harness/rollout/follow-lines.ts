import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** An output whose lines are followed until it is left. */
export interface FollowedLines {
  /** Fulfilled when nothing more can come. */
  readonly ended: Promise<void>;
  /**
   * Hands out what came without a line break, and then nothing more. The output stays open and is read on, since a
   * process that lives on would die of its next line otherwise; this process no longer waits for it.
   */
  leave(): void;
}

/** Calls `onLine` with each line as soon as it is complete. */
export function followLines(output: Readable, onLine: (line: string) => void): FollowedLines {
  let rest = '';
  const add = (text: string): void => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
  const ended = new Promise<void>((resolve) => {
    output.once('close', resolve);
  });
  output.setEncoding('utf8').on('data', add);
  return {
    ended,
    leave: () => {
      output.off('data', add).resume();
      onLine(rest);
      if (output instanceof Socket) output.unref();
    },
  };
}
