import type { ClientSettings, Settings } from '../../config/settings.js';
import type { DrillPlan } from '../../model/result.js';

/** What the fire drill of a run with these settings goes through. */
export function drillPlan(settings: Settings): DrillPlan {
  const calls = (exchangedClients(settings) ?? []).flatMap(({ pages }) => pages);
  const places = [...settings.pages, ...settings.streams, ...calls].map(({ name, kind }) => ({ name, kind }));
  return {
    enabled: settings.drill.enabled,
    expectBlind: settings.drill.expectBlind,
    places: places.filter(({ name }, i) => places.findIndex((place) => place.name === name) === i),
  };
}

/** The first two API clients that were granted different things; null where there are none: what both may see rings for neither. */
export function exchangedClients({ clients }: Settings): readonly [ClientSettings, ClientSettings] | null {
  const [first] = clients;
  const other = clients.find(({ grants }) => JSON.stringify(grants) !== JSON.stringify(first?.grants));
  return first === undefined || other === undefined ? null : [first, other];
}
