import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { statementsOf } from '../../../harness/playwright/statements.js';
import type { Observation } from '../../../harness/model/observation.js';
import { history, type HistoryBuilder } from '../history-builder.js';

const looks = ({ records }: HistoryBuilder): readonly Observation[] =>
  records.filter((record): record is Observation => record.type === 'observation');

describe('what some looks say about whose page it is', () => {
  test("is nobody's where nothing stands on it", () => {
    assert.deepEqual(statementsOf(looks(history().blank('u01')), 'u01'), {
      own: false,
      others: [],
      looks: 1,
    });
  });

  test("is the wanted identity's where one look says so", () => {
    assert.equal(statementsOf(looks(history().blank('u01').own('u01')), 'u01').own, true);
  });

  test("names the other and the place where a look shows another's data beside the own", () => {
    const { own, others } = statementsOf(looks(history().own('u01').foreign('u01', 'u02')), 'u01');
    assert.equal(own, true);
    assert.deepEqual(
      others.map(({ who, where }) => `${who} on ${where}`),
      ['u02 on profile (page)'],
    );
  });

  test('names a stranger without naming anybody', () => {
    const { own, others } = statementsOf(looks(history().stranger('u01')), 'u01');
    assert.equal(own, false);
    assert.deepEqual(
      others.map(({ who }) => who),
      ['a stranger'],
    );
  });

  test("counts the viewer's own data as another's where somebody else is wanted", () => {
    const { own, others } = statementsOf(looks(history().own('u01')), 'u02');
    assert.equal(own, false);
    assert.deepEqual(
      others.map(({ who }) => who),
      ['u01'],
    );
  });
});
