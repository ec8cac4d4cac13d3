import type { Clue } from '../clue.js';
import type { Family } from '../family.js';
import type { Layer } from '../../model/finding.js';

/** The layer that stands alone where only such looks are wrong. */
const alone: Readonly<Partial<Record<Family, Layer>>> = {
  access: 'authorization',
  client: 'client',
  logout: 'session-store',
  stream: 'process-state',
};

/** Ordinary looks of signed-in people were all right, or they were not: then what is wrong with those counts here too. */
export const nowhereElse: Clue = {
  name: 'nowhere-else',
  kind: 'place',
  read: ({ family, wrongElsewhere, ownLooks, wrong }) => {
    const layer = alone[family];
    if (layer === undefined) return null;
    const others = wrongElsewhere.get('shown') ?? 0;
    if (others > wrong.length / 4) {
      return {
        weights: { [layer]: -1.5 },
        because: `ordinary looks of signed-in people showed others as well (${String(others)} times).`,
      };
    }
    if (ownLooks < 20) return null;
    return {
      weights: { [layer]: 1.2 },
      because: `${String(ownLooks)} ordinary looks of signed-in people meanwhile showed them themselves.`,
    };
  },
};
