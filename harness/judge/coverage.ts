import type { Coverage } from '../model/coverage.js';
import type { RunFile } from '../model/result.js';
import type { Crossings } from './crossings.js';
import type { LookCounts } from './look-counts.js';
import { missingCells } from './missing-cells.js';

const mostNamed = 100;

/** Where the looks of a run fell, and which of the places that its floors ask for are missing. */
export function coverageOf(run: RunFile, looks: LookCounts, crossings: Crossings): Coverage {
  const { both, not } = crossings.split(run.identities.map(({ id }) => id));
  const seen = {
    pages: looks.pageCells.all(),
    instances: looks.instanceCells.all(),
    onBothRevisions: both.length,
    notOnBothRevisions: not.slice(0, mostNamed),
  };
  return { ...seen, missing: missingCells(run, seen) };
}
