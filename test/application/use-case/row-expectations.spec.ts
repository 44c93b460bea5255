// Which rows a command is expected to take.
import { describe, expect, it } from 'vitest';
import {
  createRowExpectations,
  type ExpectedCommand,
} from '../../../src/application/use-case/row-expectations.js';

const rename = (actor: string, organizationId: string): ExpectedCommand => ({
  action: 'organization.rename',
  actor,
  input: { organizationId, name: 'Acme', revision: 1 },
});

describe('the rows that a command is expected to take', () => {
  it('are those that it names and that its actor has taken with the same action', () => {
    const expectations = createRowExpectations();
    expect(expectations.rowsOf(rename('ada', 'o1'))).toEqual([]);
    expectations.note(rename('ada', 'o1'), ['o1', 'another']);
    expect(expectations.rowsOf(rename('ada', 'o1'))).toEqual(['o1']);
    expect(expectations.rowsOf(rename('ada', 'o2'))).toEqual([]);
    expect(expectations.rowsOf({ ...rename('ada', 'o1'), action: 'organization.delete' })).toEqual(
      [],
    );
  });

  it('are none for somebody else who names them', () => {
    const expectations = createRowExpectations();
    expectations.note(rename('ada', 'o1'), ['o1']);
    expect(expectations.rowsOf(rename('mallory', 'o1'))).toEqual([]);
  });

  it('are forgotten after a refusal, and after many others', () => {
    const expectations = createRowExpectations(3);
    for (const id of ['o1', 'o2', 'o3']) expectations.note(rename('ada', id), [id]);
    expectations.forget(rename('ada', 'o2'));
    expect(expectations.rowsOf(rename('ada', 'o2'))).toEqual([]);
    for (const id of ['o4', 'o5']) expectations.note(rename('ada', id), [id]);
    const known = ['o1', 'o2', 'o3', 'o4', 'o5'].filter(
      (id) => expectations.rowsOf(rename('ada', id)).length > 0,
    );
    expect(known).toEqual(['o3', 'o4', 'o5']);
  });
});
