/**
 * Text that came from the target (a revision, an instance, a path) without anything that a terminal or a
 * reader's eye could be steered with: C0 and C1 controls, escape sequences, line ends, bidirectional
 * overrides (CVE-2021-42574), and lone surrogates, each shown as "�".
 */
export function printable(text: string): string {
  return text.replace(steering, '\ufffd');
}

const steering = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu;
