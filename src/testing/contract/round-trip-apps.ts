// Apps, submissions and API keys are returned as they were written.

import fc from 'fast-check';
import { apiKeys } from '../arbitraries/api-keys.js';
import { apps } from '../arbitraries/apps.js';
import { submissions } from '../arbitraries/submissions.js';
import { insertChange, updateChange } from '../row-changes.js';
import { assertSame } from './assertions.js';
import { type Clause, propertyClause } from './clause.js';

export const appRoundTripClauses: readonly Clause[] = [
  propertyClause(
    'ROUNDTRIP-13',
    'An app in any state is returned as it was inserted or updated, by id and by package name.',
    fc.tuple(apps(), apps()),
    async (storage, [first, other], { write }) => {
      const second = { ...other, id: first.id };
      await write([insertChange('apps', first)]);
      assertSame(
        await storage.apps.findById(first.id),
        { value: first, version: 1 },
        'as inserted',
      );
      await write([updateChange('apps', second, 1)]);
      const expected = { value: second, version: 2 };
      assertSame(await storage.apps.findById(first.id), expected, 'as updated');
      const named = await storage.apps.findByPackageName(second.packageName);
      assertSame(named, expected, 'by its package name');
    },
  ),

  propertyClause(
    'ROUNDTRIP-14',
    'A submission in any state is returned as it was inserted or updated.',
    fc.tuple(submissions(), submissions()),
    async (storage, [first, other], { write }) => {
      const second = { ...other, id: first.id };
      const read = () => storage.submissions.findById(first.id);
      await write([insertChange('submissions', first)]);
      assertSame(await read(), { value: first, version: 1 }, 'as inserted');
      await write([updateChange('submissions', second, 1)]);
      assertSame(await read(), { value: second, version: 2 }, 'as updated');
    },
  ),

  propertyClause(
    'ROUNDTRIP-15',
    'An API key in any state is returned as it was inserted or updated.',
    fc.tuple(apiKeys(), apiKeys()),
    async (storage, [first, other], { write }) => {
      const second = { ...other, id: first.id };
      const read = () => storage.apiKeys.findById(first.id);
      await write([insertChange('apikeys', first)]);
      assertSame(await read(), { value: first, version: 1 }, 'as inserted');
      await write([updateChange('apikeys', second, 1)]);
      assertSame(await read(), { value: second, version: 2 }, 'as updated');
    },
  ),
];
