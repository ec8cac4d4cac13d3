import type { HistoryRecord } from '../model/history.js';
import type { HeldToken, Observation, Sighting, Tally } from '../model/observation.js';

/**
 * One record as one line of JSON, without the line feed. Observations and tallies, of which there are many, are
 * built by template: several times faster than JSON.stringify, with the same result.
 */
export function recordLine(record: HistoryRecord): string {
  switch (record.type) {
    case 'observation':
      return observationLine(record);
    case 'tally':
      return tallyLine(record);
    case 'phase':
    case 'rollout':
    case 'login':
    case 'harness':
      return JSON.stringify(record);
  }
}

function observationLine(o: Observation): string {
  return (
    `{"type":"observation","id":${text(o.id)},"startedMs":${number(o.startedMs)},"atMs":${number(o.atMs)},` +
    `"actor":${text(o.actor)},"actorKind":"${o.actorKind}","viewer":${text(o.viewer)},"session":${text(o.session)},` +
    `"operation":"${o.operation}","channel":"${o.channel}","where":${text(o.where)},"phase":"${o.phase}",` +
    `"revision":${text(o.revision)},"instance":${text(o.instance)},"outcome":"${o.outcome}","reason":${text(o.reason)},` +
    `"status":${o.status === null ? 'null' : number(o.status)},"class":"${o.class}","seen":${list(o.seen, sighting)},` +
    `"slots":${list(o.slots, JSON.stringify)},"tokens":${list(o.tokens, token)},"digest":${text(o.digest)},` +
    `"replayOf":${o.replayOf === null ? 'null' : JSON.stringify(o.replayOf)},"bytes":${number(o.bytes)},` +
    `"cache":${texts(o.cache)},"overlaps":${number(o.overlaps)}}`
  );
}

function tallyLine(t: Tally): string {
  return (
    `{"type":"tally","atMs":${number(t.atMs)},"phase":"${t.phase}","where":${text(t.where)},"channel":"${t.channel}",` +
    `"revision":${text(t.revision)},"instance":${text(t.instance)},"own":${number(t.own)},"overlaps":${number(t.overlaps)}}`
  );
}

/** Printable ASCII without a quote or a backslash needs no escape. */
const plain = /^[ !#-[\]-~]*$/;

function text(value: string | null): string {
  if (value === null) return 'null';
  return plain.test(value) ? `"${value}"` : JSON.stringify(value);
}

/** As JSON.stringify: NaN and the infinities have no JSON. */
function number(value: number): string {
  return Number.isFinite(value) ? String(value) : 'null';
}

function list<T>(values: readonly T[], line: (value: T) => string): string {
  let all = '';
  for (const value of values) all += all === '' ? line(value) : `,${line(value)}`;
  return `[${all}]`;
}

function sighting({ owner, fields, kinds, via }: Sighting): string {
  return `{"owner":${text(owner)},"fields":${list(fields, text)},"kinds":${list(kinds, text)},"via":${list(via, text)}}`;
}

function token({ name, fingerprint }: HeldToken): string {
  return `{"name":${text(name)},"fingerprint":${text(fingerprint)}}`;
}

function texts(values: Readonly<Record<string, string>>): string {
  return `{${list(Object.entries(values), ([name, value]) => `${text(name)}:${text(value)}`).slice(1, -1)}}`;
}
