const mostLines = 5;
const mostCharacters = 400;

/** Keeps the last lines of an output, for whoever must be told why it failed. */
export interface LastWords {
  add(line: string): void;
  /** "; last output: …", the lines separated by " / ", the newest ones where not all find room; "" without any. */
  text(): string;
}

export function createLastWords(): LastWords {
  const lines: string[] = [];
  return {
    add: (line) => {
      lines.push(line);
      if (lines.length > mostLines) lines.shift();
    },
    text: () => {
      const kept = [...lines];
      while (kept.length > 1 && kept.join(' / ').length > mostCharacters) kept.shift();
      return kept.length === 0 ? '' : `; last output: ${kept.join(' / ')}`;
    },
  };
}
