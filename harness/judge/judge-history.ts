import type { HistoryRecord } from '../model/history.js';
import type { Oracle } from '../model/oracle.js';
import type { RunFile } from '../model/result.js';
import { createJudge } from './judge.js';
import type { Judgement } from './judge.js';

/** Judges a stored history as the live judge would have. Rejects only where the history cannot be read. */
export async function judgeHistory(
  run: RunFile,
  history: AsyncIterable<HistoryRecord>,
  options: { oracles?: readonly Oracle[] } = {},
): Promise<Judgement> {
  const judge = createJudge(run, options);
  for await (const record of history) judge.see(record);
  return judge.judgement();
}
