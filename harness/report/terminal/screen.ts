import { cellWidth } from './cells.js';

/** What the reporter needs of `process.stderr`; `columns` and `rows` are known of a terminal only. */
export interface TerminalStream {
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): boolean;
}

/** A stream with lines that stay and one block below them that is redrawn. */
export interface Screen {
  readonly width: number;
  /** Prints lines for good, above the block. */
  print(lines: readonly string[]): void;
  /** Replaces the block; an empty one removes it. Ignored where the stream is no terminal. */
  draw(block: readonly string[]): void;
}

const widestOffTerminal = 120;

/**
 * The screen over `stream`. Each change is one write, so that no half-drawn block is seen. The block is
 * erased by the rows that it takes at the present width: a narrower window re-flows what was drawn before.
 */
export function createScreen(stream: TerminalStream, isTty: boolean): Screen {
  let block: readonly string[] = [];
  const width = (): number => (isTty ? Math.max(20, stream.columns ?? 80) : widestOffTerminal);

  const erase = (): string => {
    const rows = block.reduce((sum, line) => sum + Math.max(1, Math.ceil(cellWidth(line) / width())), 0);
    return rows === 0 ? '' : `\u001b[${String(rows)}A\r\u001b[J`;
  };
  const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

  return {
    get width() {
      return width();
    },
    print(lines) {
      stream.write(erase() + text(lines) + text(block));
    },
    draw(next) {
      if (!isTty) return;
      const fitting = next.slice(0, Math.max(1, (stream.rows ?? 24) - 1));
      stream.write(erase() + text(fitting));
      block = fitting;
    },
  };
}
