import type { Breach } from './breach.js';

/** `breach.md`: the facts for whoever has to notify, and what they mean. */
export function breachText(breach: Breach): string {
  const rows: readonly (readonly [string, string])[] = [
    ['Target', breach.target],
    ['Run', breach.runId],
    ['First seen', breach.firstSeenAt],
    ['Last seen', breach.lastSeenAt],
    ["Looks that showed somebody else's data", String(breach.observations)],
    ['Persons who are none of our test accounts', strangersOf(breach)],
    ['Test accounts whose data somebody else was shown', String(breach.persons.testAccounts)],
    ["Test accounts that were shown somebody else's data", String(breach.viewers)],
    ['Fields', listed(breach.fields)],
    ['Pages', listed(breach.pages)],
    ['Found by', listed(breach.oracles)],
    ['Revisions', listed(breach.revisions)],
    ['Instances', listed(breach.instances)],
  ];
  const lines = rows.map(([name, value]) => `| ${cell(name)} | ${cell(value)} |`);
  return [
    "# Somebody was shown somebody else's data",
    '',
    '| Fact | |',
    '| --- | --- |',
    ...lines,
    '',
    'These are the looks of Sosie’s own test accounts. What real people were shown meanwhile it cannot know: take the',
    'time from the first look to the end of the rollback, and the access logs of the pages and instances above.',
    'No value of anybody was kept; persons are told apart by salted fingerprints whose salt is gone with the run.',
    '',
  ].join('\n');
}

/** The same in a few lines for a terminal or a chat. */
export function breachLines(breach: Breach): readonly string[] {
  return [
    `somebody was shown somebody else's data on ${breach.target}`,
    `first seen ${breach.firstSeenAt}, last seen ${breach.lastSeenAt}, in ${String(breach.observations)} looks`,
    `persons who are none of our test accounts: ${strangersOf(breach)}; test accounts: ${String(breach.persons.testAccounts)}`,
    `fields: ${listed(breach.fields)}; pages: ${listed(breach.pages)}`,
    `found by ${listed(breach.oracles)}; revisions: ${listed(breach.revisions)}; instances: ${listed(breach.instances)}`,
  ];
}

function strangersOf({ persons }: Breach): string {
  return persons.strangers === 0 ? '0' : `at least ${String(persons.strangers)}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).join(', ');
  return names.length === 0
    ? '–'
    : names.length > 12
      ? `${shown} and ${String(names.length - 12)} more`
      : shown;
}

/** Names come from the target: nothing in one may end a cell or begin a line. */
function cell(text: string): string {
  return text.replace(/\p{C}+/gu, ' ').replace(/[\\`*_[\]<>|&]/g, '\\$&');
}
