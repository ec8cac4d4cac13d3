import type { Settings } from '../config/settings.js';
import { readAccountsFile } from '../identities/accounts-file.js';
import { pressures, schedulesOf } from '../workload/pressure.js';
import { planLoad, type LoadPlan } from './load-plan.js';

/** The actors that a run of this config has. Throws SOSIE_CONFIG_* where its accounts file cannot be read. */
export function plannedLoad(settings: Settings): LoadPlan {
  return planLoad(settings.load, rosterOf(settings), handsOver(settings));
}

function rosterOf({ identities, baseDir }: Settings): { identities: number; madeToOrder: boolean } {
  if ('provisioner' in identities) return { identities: identities.count, madeToOrder: true };
  const listed = 'file' in identities ? readAccountsFile(identities.file, baseDir) : identities;
  return { identities: listed.length, madeToOrder: false };
}

function handsOver({ load }: Settings): boolean {
  return schedulesOf(load).includes('handover');
}

/** Plain looks per second that each of them aims at; the other schedules come on top. */
export function plannedRate({ load }: Settings): number {
  return load.ratePerActor * pressures[load.pressure].pace;
}
