// Apps, submissions and API keys as they come out of a storage.

import fc from 'fast-check';
import { apiKeys } from '../arbitraries/api-keys.js';
import { apps } from '../arbitraries/apps.js';
import { submissions } from '../arbitraries/submissions.js';
import { insertOf, updateOf } from './changes.js';
import { type Clause, property } from './clause.js';
import { same } from './expectations.js';

export const roundTripOfApps: readonly Clause[] = [
  property(
    'ROUNDTRIP-13',
    'An app in any state comes out as inserted, and as updated, by id and by package name.',
    fc.tuple(apps(), apps()),
    async (storage, [first, other], { write }) => {
      const second = { ...other, id: first.id };
      await write([insertOf('apps', first)]);
      same(await storage.apps.findById(first.id), { value: first, version: 1 }, 'as inserted');
      await write([updateOf('apps', second, 1)]);
      const expected = { value: second, version: 2 };
      same(await storage.apps.findById(first.id), expected, 'as updated');
      const named = await storage.apps.findByPackageName(second.packageName);
      same(named, expected, 'by its package name');
    },
  ),

  property(
    'ROUNDTRIP-14',
    'A submission in any state comes out as inserted, and as updated.',
    fc.tuple(submissions(), submissions()),
    async (storage, [first, other], { write }) => {
      const second = { ...other, id: first.id };
      const read = () => storage.submissions.findById(first.id);
      await write([insertOf('submissions', first)]);
      same(await read(), { value: first, version: 1 }, 'as inserted');
      await write([updateOf('submissions', second, 1)]);
      same(await read(), { value: second, version: 2 }, 'as updated');
    },
  ),

  property(
    'ROUNDTRIP-15',
    'An API key in any state comes out as inserted, and as updated.',
    fc.tuple(apiKeys(), apiKeys()),
    async (storage, [first, other], { write }) => {
      const second = { ...other, id: first.id };
      const read = () => storage.keys.findById(first.id);
      await write([insertOf('apikeys', first)]);
      same(await read(), { value: first, version: 1 }, 'as inserted');
      await write([updateOf('apikeys', second, 1)]);
      same(await read(), { value: second, version: 2 }, 'as updated');
    },
  ),
];
