// The clauses on the external ids of organizations.

import { insertChange, removeChange, updateChange } from '../row-changes.js';
import { assertSame } from './assertions.js';
import { type Clause, clause } from './clause.js';
import { assertCommitCases } from './commit-cases.js';
import { atMinute, externalIdOrThrow, organization } from './fixtures.js';

const hexDigits = '507f1f77bcf86cd799439011';

export const externalIdUniqueClauses: readonly Clause[] = [
  clause(
    'UNIQUE-21',
    '`organizations.external_id`: no two organizations, including deleted ones, have the same external id; external ids are compared character by character, and organizations without one do not conflict.',
    (_storage, writer) => {
      const named = (n: number, text: string) =>
        insertChange('organizations', organization(n, { externalId: externalIdOrThrow(text) }));
      const gone = { externalId: externalIdOrThrow('gone'), deletedAt: atMinute(1) };
      return assertCommitCases(writer, [
        ['an external id', named(1, 'cus_A1'), 'done'],
        ['the same again', named(2, 'cus_A1'), 'organizations.external_id'],
        ['one in lower case', named(3, 'cus_a1'), 'done'],
        ['a longer one', named(4, 'cus_A1.'), 'done'],
        [
          'that of a deleted organization',
          insertChange('organizations', organization(5, gone)),
          'done',
        ],
        ['the same again', named(6, 'gone'), 'organizations.external_id'],
        ['one in the form of an id', named(7, hexDigits), 'done'],
        ['the same again', named(8, hexDigits), 'organizations.external_id'],
        ['none', insertChange('organizations', organization(9)), 'done'],
        ['none again', insertChange('organizations', organization(10)), 'done'],
      ]);
    },
  ),

  clause(
    'UNIQUE-22',
    'An update can set, keep and remove an external id. One that is removed, or whose organization is removed, is free; one that another organization has is not.',
    (_storage, writer) => {
      const externalId = externalIdOrThrow('cus_A1');
      const named = organization(1, { externalId });
      const other = organization(2);
      const takenByOther = updateChange('organizations', { ...other, externalId }, 1);
      return assertCommitCases(writer, [
        ['one with an external id', insertChange('organizations', named), 'done'],
        ['one without', insertChange('organizations', other), 'done'],
        ['the external id taken', takenByOther, 'organizations.external_id'],
        ['it kept', updateChange('organizations', { ...named, updatedAt: atMinute(1) }, 1), 'done'],
        ['it removed', updateChange('organizations', organization(1), 2), 'done'],
        ['it taken after that', takenByOther, 'done'],
        ['its organization removed', removeChange('organizations', other, 2), 'done'],
        ['it taken again', insertChange('organizations', organization(3, { externalId })), 'done'],
      ]);
    },
  ),
];

export const externalIdReadClauses: readonly Clause[] = [
  clause(
    'READ-80',
    '`organizations.findByExternalId` finds an organization, live or deleted, by its whole external id, character by character; null if none has it.',
    async (storage, { write }) => {
      const texts = ['cus_A1', hexDigits, `~${'!'.repeat(127)}`];
      const rows = texts.map((text, n) => organization(n, { externalId: externalIdOrThrow(text) }));
      const deleted = organization(8, {
        externalId: externalIdOrThrow('gone'),
        deletedAt: atMinute(1),
      });
      const nameless = organization(9);
      await write([...rows, deleted, nameless].map((row) => insertChange('organizations', row)));
      const find = (text: string) =>
        storage.organizations.findByExternalId(externalIdOrThrow(text));
      for (const [n, text] of texts.entries())
        assertSame(await find(text), { value: rows[n], version: 1 }, text);
      assertSame((await find('gone'))?.value, deleted, 'a deleted one');
      assertSame(await find('cus_a1'), null, 'another case');
      assertSame(await find('cus_A'), null, 'a part');
      assertSame(await find(nameless.id), null, 'the id of an organization');
    },
  ),
];
