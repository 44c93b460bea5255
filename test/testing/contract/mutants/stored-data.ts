// Mutants that store values changed.
import { apiKeyId } from '../../../../src/testing/contract/app-fixtures.js';
import { atMinute, userId } from '../../../../src/testing/contract/fixtures.js';
import { type StorageMutant, storageMutant, withAlteredData } from './storage-mutant.js';

export const storedDataMutants: readonly StorageMutant[] = [
  storageMutant(
    'stores dates in whole seconds',
    ['ROUNDTRIP-1', 'ROUNDTRIP-11'],
    withAlteredData((part) =>
      part instanceof Date ? new Date(Math.floor(part.getTime() / 1000) * 1000) : part,
    ),
  ),
  storageMutant(
    'normalizes text',
    ['ROUNDTRIP-12'],
    withAlteredData((part) => (typeof part === 'string' ? part.normalize('NFC') : part)),
  ),
  storageMutant(
    'drops NUL',
    ['ROUNDTRIP-12'],
    withAlteredData((part) => (typeof part === 'string' ? part.replaceAll('\u0000', '') : part)),
  ),
  storageMutant(
    'replaces characters beyond U+FFFF',
    ['ROUNDTRIP-2', 'ROUNDTRIP-12'],
    withAlteredData((part) =>
      typeof part === 'string' ? part.replace(/[\u{10000}-\u{10ffff}]/gu, '?') : part,
    ),
  ),
  storageMutant(
    'stores the ids of users in lower case',
    ['ROUNDTRIP-1', 'ROUNDTRIP-16'],
    withAlteredData((part) =>
      typeof part === 'string' && /^(?:[0-9a-f]{24}|auth0\|.*)$/i.test(part)
        ? part.toLowerCase()
        : part,
    ),
  ),
  storageMutant(
    'knows only the roles admin and member',
    ['ROUNDTRIP-3', 'ROUNDTRIP-17'],
    withAlteredData((part, name) => (name === 'role' && part !== 'admin' ? 'member' : part)),
  ),
  storageMutant(
    'stores metadata in the order of its names',
    ['ROUNDTRIP-18'],
    withAlteredData((part, name) =>
      name === 'publicMetadata' ? Object.fromEntries(Object.entries(Object(part)).sort()) : part,
    ),
  ),
  storageMutant(
    'takes a dot in a name for a path',
    ['ROUNDTRIP-18'],
    withAlteredData((part, name) =>
      name === 'publicMetadata' && Object.hasOwn(Object(part), 'a.b') ? { a: { b: 1 } } : part,
    ),
  ),
  storageMutant(
    'stores only the type of each event',
    ['ROUNDTRIP-6', 'ROUNDTRIP-7'],
    withAlteredData((part, name) =>
      name === 'events' && Array.isArray(part) ? part.map(({ type }) => ({ type })) : part,
    ),
  ),
  storageMutant(
    'stores a wrong user who ended a membership',
    ['ROUNDTRIP-3', 'ROUNDTRIP-9'],
    withAlteredData((part, name) => (name === 'endedBy' ? userId(1) : part)),
  ),
  storageMutant(
    'stores a wrong end of a lease',
    ['ROUNDTRIP-4'],
    withAlteredData((part, name) => (name === 'until' ? atMinute(0) : part)),
  ),
  storageMutant(
    'stores only one tester of an app',
    ['ROUNDTRIP-13'],
    withAlteredData((part, name) =>
      name === 'testers' && Array.isArray(part) ? part.slice(0, 1) : part,
    ),
  ),
  storageMutant(
    'stores only the last decision of a submission',
    ['ROUNDTRIP-14'],
    withAlteredData((part, name) =>
      name === 'decisions' && Array.isArray(part) ? part.slice(-1) : part,
    ),
  ),
  storageMutant(
    'stores a wrong replacement of a key',
    ['ROUNDTRIP-15'],
    withAlteredData((part, name) => (name === 'replacedBy' ? apiKeyId(1) : part)),
  ),
];
