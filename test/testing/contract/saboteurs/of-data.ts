import { at, userId } from '../../../../src/testing/contract/specimens.js';
import { apiKeyId } from '../../../../src/testing/contract/specimens-of-apps.js';
import { type Saboteur, saboteur, storing } from './saboteur.js';

export const saboteursOfData: readonly Saboteur[] = [
  saboteur(
    'keeps whole seconds only',
    ['ROUNDTRIP-1', 'ROUNDTRIP-11'],
    storing((part) =>
      part instanceof Date ? new Date(Math.floor(part.getTime() / 1000) * 1000) : part,
    ),
  ),
  saboteur(
    'normalizes text',
    ['ROUNDTRIP-12'],
    storing((part) => (typeof part === 'string' ? part.normalize('NFC') : part)),
  ),
  saboteur(
    'drops NUL',
    ['ROUNDTRIP-12'],
    storing((part) => (typeof part === 'string' ? part.replaceAll('\u0000', '') : part)),
  ),
  saboteur(
    'keeps characters of the basic plane only',
    ['ROUNDTRIP-2', 'ROUNDTRIP-12'],
    storing((part) =>
      typeof part === 'string' ? part.replace(/[\u{10000}-\u{10ffff}]/gu, '?') : part,
    ),
  ),
  saboteur(
    'keeps no fields but the first of each fact',
    ['ROUNDTRIP-6', 'ROUNDTRIP-7'],
    storing((part, name) =>
      name === 'facts' && Array.isArray(part) ? part.map(({ type }) => ({ type })) : part,
    ),
  ),
  saboteur(
    'forgets who ended a membership',
    ['ROUNDTRIP-3', 'ROUNDTRIP-9'],
    storing((part, name) => (name === 'endedBy' ? userId(1) : part)),
  ),
  saboteur(
    'forgets the lease of an invitation',
    ['ROUNDTRIP-4'],
    storing((part, name) => (name === 'until' ? at(0) : part)),
  ),
  saboteur(
    'keeps one tester of an app',
    ['ROUNDTRIP-13'],
    storing((part, name) => (name === 'testers' && Array.isArray(part) ? part.slice(0, 1) : part)),
  ),
  saboteur(
    'keeps the last decision over a submission',
    ['ROUNDTRIP-14'],
    storing((part, name) => (name === 'decisions' && Array.isArray(part) ? part.slice(-1) : part)),
  ),
  saboteur(
    'forgets which key took the place of another',
    ['ROUNDTRIP-15'],
    storing((part, name) => (name === 'replacedBy' ? apiKeyId(1) : part)),
  ),
];
