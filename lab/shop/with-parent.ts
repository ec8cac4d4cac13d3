/**
 * Calls `end` when the process that started this one is gone: it holds the other end of the pipe on stdin.
 * LAB_STANDALONE=1 switches that off, for containers, whose stdin is closed from the start.
 */
export function endWithParent(end: () => void): void {
  if (process.env['LAB_STANDALONE'] === '1') return;
  process.stdin.once('end', end).once('error', end).resume();
}
