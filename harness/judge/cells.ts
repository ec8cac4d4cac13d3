import type { Cell } from '../model/coverage.js';

/** Looks by name (a page, an instance), phase and revision. */
export interface Cells {
  add(name: string, at: Pick<Cell, 'phase' | 'revision'>, looks: Pick<Cell, 'own' | 'other'>): void;
  all(): readonly Cell[];
}

/** Further names are counted under "…": a target may make up an instance for every answer. */
const mostNames = 1000;
const mostRevisions = 50;

/** Begins with nothing seen. */
export function createCells(): Cells {
  const cells = new Map<string, { -readonly [key in keyof Cell]: Cell[key] }>();
  const names = new Set<string>();
  const revisions = new Set<string>();
  return {
    add(name, at, looks) {
      const shown = within(names, name, mostNames);
      const revision = at.revision === null ? null : within(revisions, at.revision, mostRevisions);
      const key = JSON.stringify([shown, at.phase, revision]);
      const cell = cells.get(key) ?? { name: shown, phase: at.phase, revision, own: 0, other: 0 };
      cell.own += looks.own;
      cell.other += looks.other;
      cells.set(key, cell);
    },
    all: () => [...cells.values()].map((cell) => ({ ...cell })),
  };
}

function within(known: Set<string>, name: string, most: number): string {
  if (!known.has(name) && known.size >= most) return '…';
  known.add(name);
  return name;
}
