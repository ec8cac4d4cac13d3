import type { Drill } from '../model/result.js';
import { counted, findingSentence, printable, renderTable, wrap, type Column } from '../report/index.js';
import type { CheckOutcome } from '../run/check.js';

const mostViolations = 10;

const columns: readonly Column[] = [
  { title: 'page', align: 'left', drop: 0 },
  { title: 'kind', align: 'left', drop: 2 },
  { title: 'read by', align: 'right', drop: 1 },
  { title: 'markers', align: 'right', drop: 0 },
  { title: 'slots', align: 'right', drop: 0 },
  { title: 'fire drill', align: 'left', drop: 0 },
];

/** What `sosie check` says at the end: a row for every place, what else was found, what to mend; at most `width` wide. */
export function checkLines(outcome: CheckOutcome, width: number): readonly string[] {
  const rows = [...pageRows(outcome), ...furtherRows(outcome)];
  const blocks = [
    renderTable(columns, rows, width),
    [...legend(outcome), ...besides(outcome)].flatMap((line) => wrap(line, width, 2)),
    outcome.notes.flatMap((note) => wrap(`! ${printable(note)}`, width, 2)),
    reasonLines(outcome, width),
    violationLines(outcome).flatMap((line) => wrap(line, width, 2)),
    wrap(closing(outcome), width, 0),
  ];
  return blocks.filter((lines) => lines.length > 0).flatMap((lines) => ['', ...lines]);
}

function pageRows({ pages, identities, drills }: CheckOutcome): readonly (readonly string[])[] {
  return pages.map(({ name, kind, readBy, ownMarkers, slots, blind }) => [
    printable(name),
    kind,
    `${String(readBy)} of ${String(identities)}`,
    String(ownMarkers),
    String(slots),
    alarm(drills.find(({ page }) => page === name)) ?? (blind ? 'no drill: blind' : 'no drill'),
  ]);
}

/** Streams, and what API clients ask for: nothing is learned of them beforehand. */
function furtherRows({ pages, drills }: CheckOutcome): readonly (readonly string[])[] {
  const known = new Set(pages.map(({ name }) => name));
  return drills
    .filter(({ page }) => !known.has(page))
    .map((drill) => [printable(drill.page), drill.kind, '–', '–', '–', alarm(drill) ?? '']);
}

function alarm(drill: Drill | undefined): string | null {
  if (drill === undefined) return null;
  if (drill.rang) return `rang, ${String(drill.rings)} of ${String(drill.looks)}`;
  return drill.expected ? 'blind, as expected' : `BLIND: ${blindWords[drill.why ?? 'silent']}`;
}

/** Short, since the column is; the reasons below say more. */
const blindWords: Readonly<Record<NonNullable<Drill['why']>, string>> = {
  silent: 'nothing personal',
  'signed-out': 'signed out',
  unanswered: 'no answer',
};

function legend({ drills }: CheckOutcome): readonly string[] {
  if (drills.length === 0) return [];
  return [
    'markers: own values on the page, which nobody else has. slots: places on it that say whose it is. ' +
      'fire drill: two sessions were exchanged on purpose; so many of those looks rang the alarm.',
  ];
}

/** What will be asked for beside the pages, a line for each kind that there is. */
function besides({ privateUrls, writes, clients, streams, drills }: CheckOutcome): readonly string[] {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ['streams', drills.length > 0 ? [] : streams],
    [
      'private URLs',
      privateUrls.map(
        ({ where, identities }) => `${where} (${counted(identities, 'identity', 'identities')})`,
      ),
    ],
    ['writes', writes],
    ['API clients', clients],
  ];
  return kinds
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => `${kind}: ${names.map(printable).join(', ')}`);
}

/** A hint that several reasons have is given once, after the last of them. */
function reasonLines({ reasons }: CheckOutcome, width: number): readonly string[] {
  return reasons.flatMap(({ text, hint }, i) => [
    ...wrap(`– ${printable(text)}`, width, 2),
    ...(hint === null || hint === reasons[i + 1]?.hint
      ? []
      : wrap(`Hint: ${printable(hint)}`, width - 2, 6).map((line) => `  ${line}`)),
  ]);
}

function violationLines({ violations }: CheckOutcome): readonly string[] {
  const more = violations.length - mostViolations;
  return [
    ...violations
      .slice(0, mostViolations)
      .map((finding) => `✗ ${finding.oracle}: ${findingSentence(finding)}.`),
    ...(more > 0 ? [`✗ ${counted(more, 'more violation')}`] : []),
  ];
}

function closing({ ready, violations }: CheckOutcome): string {
  if (violations.length > 0)
    return 'Somebody was shown what is not theirs, before any rollout: look at that first.';
  if (ready) return 'Ready: sosie run can start.';
  return 'Not ready: mend what is named above, or a run will be inconclusive.';
}
