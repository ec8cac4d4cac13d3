import { phases as phaseOrder, type Phase } from '../../model/phase.js';
import type { Drill } from '../../model/result.js';
import { counted, formatCount } from './figures.js';
import { printable } from './printable.js';

const mostNamed = 8;

/** Why a page is blind, in a few words. */
export const blindWords: Readonly<Record<NonNullable<Drill['why']>, string>> = {
  silent: 'nothing on it tells whose it is',
  'signed-out': 'signed out',
  unanswered: 'no answer',
};

/** One page of the fire drill, through all of its phases. */
export interface DrilledPage {
  readonly page: string;
  readonly kind: string;
  readonly byPhase: ReadonlyMap<Phase, Drill>;
  /** The drills in which the alarm did not ring. */
  readonly blind: readonly Drill[];
}

/** The drills by page, in the order in which they began. */
export function drilledPages(drills: readonly Drill[]): readonly DrilledPage[] {
  return [...new Set(drills.map(({ page }) => page))].map((page) => {
    const mine = drills.filter((drill) => drill.page === page);
    return {
      page,
      kind: mine[0]?.kind ?? '',
      byPhase: new Map(mine.map((drill) => [drill.phase, drill])),
      blind: mine.filter(({ rang }) => !rang),
    };
  });
}

/** The phases in which there was a drill, in their order. */
export function drilledPhases(drills: readonly Drill[]): readonly Phase[] {
  return phaseOrder.filter((phase) => drills.some((drill) => drill.phase === phase));
}

/**
 * "fire drill: the alarm rang on all 10 pages, before and after", or on how many and which are blind; without a full
 * stop. Null where there was no drill.
 */
export function drillSentence(drills: readonly Drill[]): string | null {
  if (drills.length === 0) return null;
  const pages = drilledPages(drills);
  const blind = pages.filter((page) => page.blind.length > 0);
  const when = drilledPhases(drills).join(' and ');
  const rang = pages.length - blind.length;
  if (blind.length === 0) return `fire drill: the alarm rang on all ${counted(rang, 'page')}, ${when}`;
  const named = blind.slice(0, mostNamed).map(blindClause).join('; ');
  const more = blind.length > mostNamed ? `; and ${formatCount(blind.length - mostNamed)} more` : '';
  const all = counted(pages.length, 'page');
  return `fire drill: the alarm rang on ${formatCount(rang)} of ${all}; blind: ${named}${more}`;
}

/** "news (before, after: nothing on it tells whose it is; as expected)". */
function blindClause({ page, blind }: DrilledPage): string {
  const why = blindWords[blind[0]?.why ?? 'silent'];
  const expected = blind.every((drill) => drill.expected) ? '; as expected' : '';
  return `${printable(page)} (${blind.map(({ phase }) => phase).join(', ')}: ${why}${expected})`;
}
