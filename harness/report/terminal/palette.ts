import type { Severity } from '../../model/finding.js';
import type { Verdict } from '../../model/verdict.js';

/** The few styles of the terminal; each wraps a text, or leaves it alone where colour is off. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** The styles, with SGR sequences (ECMA-48) or without. */
export function createPalette(colour: boolean): Palette {
  const sgr =
    (open: number, close: number) =>
    (text: string): string =>
      colour && text !== '' ? `\u001b[${String(open)}m${text}\u001b[${String(close)}m` : text;
  return {
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    red: sgr(31, 39),
    green: sgr(32, 39),
    yellow: sgr(33, 39),
    cyan: sgr(36, 39),
  };
}

/** The colour of a verdict. */
export function verdictColour(palette: Palette, verdict: Verdict): (text: string) => string {
  return { pass: palette.green, inconclusive: palette.yellow, fail: palette.red }[verdict];
}

/** The sign and colour of a severity. */
export function severitySign(palette: Palette, severity: Severity): string {
  switch (severity) {
    case 'violation':
      return palette.red('✗');
    case 'hazard':
      return palette.yellow('▲');
    case 'notice':
      return palette.cyan('·');
  }
}
