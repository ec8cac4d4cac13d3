import type { Kept } from './kept.js';
import type { Trial } from './trial.js';

/** One trial, performed once. */
export interface Tried {
  readonly kept: Kept | null;
  readonly wrongs: readonly string[];
}

/** The Markdown table of docs/reliability.md: a line for each trial. */
export function tableOf(
  trials: readonly Pick<Trial, 'name' | 'injected' | 'leaks'>[],
  tried: ReadonlyMap<string, readonly Tried[]>,
): readonly string[] {
  const lines = trials.map(({ name, injected, leaks }) => {
    const all = tried.get(name) ?? [];
    const right = all.filter(({ wrongs }) => wrongs.length === 0).length;
    const kept = all.flatMap((one) => (one.kept === null ? [] : [one.kept]));
    const cells = [
      injected,
      leaks ? 'leaks' : 'sound',
      `${String(right)} of ${String(all.length)}`,
      counted(kept.map(({ verdict }) => verdict ?? 'none')),
      counted(kept.map(({ judged }) => judged?.verdict ?? 'nothing to judge')),
      counted(kept.map(({ code }) => (code === null ? 'hung' : String(code)))),
      span(kept.map(({ observations }) => observations)),
      Math.max(0, ...kept.map(({ seconds }) => seconds)).toFixed(1),
    ];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return [
    '| Injected | Target | Right | Verdict of the run | Verdict of `sosie judge` | Exit code | Observations kept | Slowest, s |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
  ];
}

/** "fail 18, inconclusive 2"; the word alone where all are the same. */
function counted(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const entries = [...counts].sort(([, a], [, b]) => b - a);
  if (entries.length === 1) return entries[0]?.[0] ?? '';
  return entries.map(([word, count]) => `${word} ${String(count)}`).join(', ');
}

function span(numbers: readonly number[]): string {
  if (numbers.length === 0) return '';
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? String(least) : `${String(least)}–${String(most)}`;
}
