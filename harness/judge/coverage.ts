import type { Coverage } from '../model/coverage.js';
import type { RunFile } from '../model/result.js';
import type { Crossings } from './crossings.js';
import type { OwnIdentities } from './own-identities.js';
import type { SeenLooks } from './look-counts.js';
import { missingCells } from './missing-cells.js';

const mostNamed = 100;

/** Where the looks of a run fell, and which of the places that its floors ask for are missing; blind pages are named elsewhere. */
export function coverageOf(
  run: RunFile,
  {
    looks,
    crossings,
    identities,
  }: { readonly looks: SeenLooks; readonly crossings: Crossings; readonly identities: OwnIdentities },
  blind: ReadonlySet<string>,
): Coverage {
  const { both, not } = crossings.split(run.identities.map(({ id }) => id));
  const seen = {
    pages: looks.pageCells,
    instances: looks.instanceCells,
    onBothRevisions: both.length,
    notOnBothRevisions: not.slice(0, mostNamed),
    ...identities.facts(),
  };
  return { ...seen, missing: missingCells(run, seen, blind) };
}
