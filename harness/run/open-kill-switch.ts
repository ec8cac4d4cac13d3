import type { Settings } from '../config/settings.js';
import { createKillSwitch, type KillSwitch, type KillSwitchOptions } from '../gate/kill-switch.js';
import type { Webhook } from '../gate/webhook.js';
import { SosieError } from '../model/errors.js';
import { runRollback } from './rollback-command.js';

/** The kill switch as the config says. `webhook` was resolved before the run began: see `webhookOf`. */
export function openKillSwitch(
  settings: Settings,
  webhook: Webhook | null,
  rest: Pick<KillSwitchOptions, 'run' | 'directory' | 'stop' | 'stopped' | 'say' | 'webhookOptions'>,
): KillSwitch {
  const { rollbackCommand } = settings.gate;
  return createKillSwitch({
    ...rest,
    onViolation: settings.onViolation,
    webhook,
    rollBack: rollbackCommand === null ? null : () => runRollback(rollbackCommand, settings.baseDir),
  });
}

/**
 * The configured webhook with its address, or null. Throws SOSIE_CONFIG_INVALID before anything is asked for where the
 * variable that holds the address is empty or no http(s) URL: an alarm that cannot be told must not be found out late.
 */
export function webhookOf({ gate, source }: Settings, env: NodeJS.ProcessEnv): Webhook | null {
  if (gate.webhook === null) return null;
  const { urlEnv, format } = gate.webhook;
  const url = gate.webhook.url ?? (urlEnv === null ? undefined : env[urlEnv]);
  if (url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))
    return { url, format };
  throw new SosieError(
    'SOSIE_CONFIG_INVALID',
    `gate.webhook.urlEnv names ${urlEnv ?? 'no variable'}, which holds no http(s) URL (${source}).`,
    { hint: 'Set the variable in the environment or in .env, or take gate.webhook out.' },
  );
}
