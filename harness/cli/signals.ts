/** SIGINT and SIGTERM as an AbortSignal: the run ends early, with a partial report. A second one ends at once. */
export function onSignals(): {
  signal: AbortSignal;
  received: () => NodeJS.Signals | null;
  dispose: () => void;
} {
  const controller = new AbortController();
  let received: NodeJS.Signals | null = null;
  const receive = (signal: NodeJS.Signals): void => {
    if (received !== null) process.exit(signal === 'SIGINT' ? 130 : 143);
    received = signal;
    process.stderr.write(`\n${signal}: stopping; a partial report follows (once more: stop at once)\n`);
    controller.abort();
  };
  process.on('SIGINT', receive);
  process.on('SIGTERM', receive);
  return {
    signal: controller.signal,
    received: () => received,
    dispose: () => {
      process.off('SIGINT', receive);
      process.off('SIGTERM', receive);
    },
  };
}
