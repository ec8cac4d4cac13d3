import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../model/finding.js';
import type { HistoryRecord } from '../model/history.js';
import { createBreachFold } from './breach.js';
import { breachLines, breachText } from './breach-text.js';
import { callWebhook, type Webhook, type WebhookOptions } from './webhook.js';

/** How the rollback went. */
export interface RolledBack {
  /** "ended with exit code 0". */
  readonly how: string;
  /** The last lines of its output. */
  readonly lastLines: readonly string[];
}

export interface KillSwitchOptions {
  /** `stop`: production. `continue`: staging; then only the webhook is called. */
  readonly onViolation: 'stop' | 'continue';
  readonly webhook: Webhook | null;
  readonly webhookOptions?: WebhookOptions;
  /** Takes the release back, and never rejects; null where the config names no command for it. */
  readonly rollBack: (() => Promise<RolledBack>) | null;
  readonly run: { readonly runId: string; readonly target: string; readonly startedAt: string };
  /** The run directory: `breach.json` and `breach.md` are written there. */
  readonly directory: string;
  /** Ends all reading. */
  readonly stop: () => void;
  /**
   * Where several kill switches stand beside one target: aborts when one of them has ended all reading. The others then
   * start no rollback: a second undo would bring back the release that the first one took away.
   */
  readonly stopped?: AbortSignal;
  readonly say: (line: string) => void;
}

/** What happens on the first violation of a run. */
export interface KillSwitch {
  see(record: HistoryRecord): void;
  /** The first violation pulls it. */
  finding(finding: Finding): void;
  readonly pulled: boolean;
  /** Once all reading is over: writes and prints the facts, the first time that it is called. Never rejects. */
  facts(): Promise<void>;
  /** The facts, and then waits for the webhook and the rollback. Never rejects. */
  settle(): Promise<void>;
}

/**
 * In production the first violation ends all reading, and at once the webhook is called and the rollback command is run.
 * In staging (`continue`) the webhook is called and reading goes on. Nothing here changes the verdict.
 */
export function createKillSwitch(options: KillSwitchOptions): KillSwitch {
  const { onViolation, webhook, rollBack, say } = options;
  const fold = createBreachFold(options.run);
  const under: Promise<void>[] = [];
  let pulled = false;
  let told = false;

  const tell = async (hook: Webhook): Promise<void> => {
    // What the same answer shows besides is part of the facts: the records of one look come together.
    await Promise.resolve();
    const breach = fold.breach();
    if (breach !== null) say(await callWebhook(hook, breach, options.webhookOptions));
  };
  const takeBack = async (begin: () => Promise<RolledBack>): Promise<void> => {
    say('rollback: the command was started');
    const { how, lastLines } = await begin();
    for (const line of lastLines) say(`rollback | ${line}`);
    say(`rollback: the command ${how}`);
  };
  const pull = (): void => {
    pulled = true;
    if (webhook !== null) under.push(tell(webhook));
    if (onViolation === 'continue' || options.stopped?.aborted === true) return;
    options.stop();
    say("kill switch: somebody was shown somebody else's data; all reading has stopped");
    if (rollBack !== null) under.push(takeBack(rollBack));
  };
  const facts = async (): Promise<void> => {
    const breach = pulled && !told && onViolation === 'stop' ? fold.breach() : null;
    if (breach === null) return;
    told = true;
    for (const line of breachLines(breach)) say(`breach: ${line}`);
    await writeFacts(options.directory, `${JSON.stringify(breach, null, 2)}\n`, breachText(breach)).catch(
      (error: unknown) => {
        say(`breach: the facts could not be written: ${error instanceof Error ? error.message : 'unknown'}`);
      },
    );
  };

  return {
    see: fold.see,
    finding(finding) {
      if (finding.severity !== 'violation') return;
      fold.violation(finding);
      if (!pulled) pull();
    },
    get pulled() {
      return pulled;
    },
    facts,
    async settle() {
      await facts();
      await Promise.allSettled(under);
    },
  };
}

async function writeFacts(directory: string, json: string, text: string): Promise<void> {
  await writeFile(join(directory, 'breach.json'), json, { mode: 0o600 });
  await writeFile(join(directory, 'breach.md'), text, { mode: 0o600 });
}
