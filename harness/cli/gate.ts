import { otlpSettings } from '../gate/otlp/otlp-settings.js';
import { startWatchTelemetry } from '../gate/otlp/watch-telemetry.js';
import { openGateServer } from '../gate/server/gate-server.js';
import type { WatchSource } from '../model/watch-status.js';

interface Outside {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}

/** What `--listen` opens for a watch; the token comes from SOSIE_GATE_TOKEN. */
export function serveGate({ listen, env, say }: Outside & { readonly listen: string }) {
  return async (source: WatchSource): Promise<{ close(): Promise<void> }> => {
    const server = await openGateServer({
      listen,
      token: env['SOSIE_GATE_TOKEN'] ?? null,
      source,
      onRollback: ({ name, namespace }) => {
        say(`flagger was told to roll ${namespace}/${name} back`);
      },
    });
    say(`live page and gates: ${server.url}`);
    return server;
  };
}

/** Sends a watch to OpenTelemetry where the environment says so; null where it does not. */
export function tellOpenTelemetry({ env, say }: Outside) {
  return (source: WatchSource): { close(): Promise<void> } | null => {
    const { settings, problem } = otlpSettings(env);
    if (problem !== null) say(problem);
    return settings === null ? null : startWatchTelemetry({ settings, source, say });
  };
}
