import { setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faults, findFault } from '../faults/index.js';
import { createApp } from './app.js';
import { drain } from './drain.js';
import { healthyParts } from './healthy.js';
import { openLinks } from './links.js';
import type { ShopParts } from './parts.js';
import { readSettings } from './settings.js';
import { passUpgrades } from './upgrades.js';
import { endWithParent } from './with-parent.js';

/** Node closes idle connections after 5 s by default, in the moment in which the edge may be using one again. */
const keepAliveMs = 65_000;

function partsFor(faultId: string): ShopParts {
  if (faultId === '') return healthyParts;
  const fault = findFault(faultId);
  if (fault === null) {
    throw new Error(
      `There is no fault "${faultId}"; there are ${faults.map((known) => known.id).join(', ')}.`,
    );
  }
  return fault.shop?.(healthyParts) ?? healthyParts;
}

const settings = readSettings(process.env);
const links = openLinks(settings);
const leaving = new AbortController();
// Every open stream listens to it.
setMaxListeners(0, leaving.signal);
const app = createApp({ settings, links, parts: partsFor(settings.fault), leaving: leaving.signal });
const server = createServer({ keepAliveTimeout: keepAliveMs, headersTimeout: keepAliveMs + 1_000 }, app);
passUpgrades(server, app);

async function leave(): Promise<void> {
  if (leaving.signal.aborted) return;
  leaving.abort();
  await drain(server, links);
  process.exit(0);
}

process.on('SIGTERM', () => void leave());
endWithParent(() => process.exit(0));
server.listen(settings.port, settings.host, () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ ready: true, port, pid: process.pid })}\n`);
});
