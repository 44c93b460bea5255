// The formats of all ids.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isId,
  isOperationId,
  parseApiKeyId,
  parseAppId,
  parseDeliveryLeaseId,
  parseInvitationId,
  parseMembershipId,
  parseOperationId,
  parseOrganizationId,
  parseSubmissionId,
  parseUserId,
} from '../../../src/domain/shared/ids.js';
import { operationIds, userIds } from '../../../src/testing/arbitraries/index.js';
import { anyText, toAsciiText } from '../support/random-texts.js';

const digits = [...'0123456789abcdef'];
const isHex = (text: string) => [...text].every((character) => digits.includes(character));

const almostIds = fc.string({
  unit: fc.constantFrom(...digits, ...digits, 'A', 'g', ' ', '.', '1'),
  minLength: 22,
  maxLength: 34,
});
const fences = fc.constantFrom(
  '',
  '.',
  '.0',
  '.1',
  '.01',
  '.9999',
  '.10000',
  '.1.1',
  '.x',
  ' ',
  '\n',
);
const nearIds = fc.oneof(anyText(30), almostIds, userIds(), operationIds());

describe('an id', () => {
  it('is 24 lower-case hex digits and nothing else', () => {
    fc.assert(
      fc.property(nearIds, (text) => {
        expect(isId(text)).toBe(text.length === 24 && isHex(text));
      }),
    );
  });

  it.each([
    '',
    '0'.repeat(23),
    '0'.repeat(25),
    'A'.repeat(24),
    'g'.repeat(24),
    `${'0'.repeat(24)}\n`,
    `\n${'0'.repeat(24)}`,
    ` ${'0'.repeat(23)}`,
    '０'.repeat(24),
    '[object Object]',
    'undefined',
    '{"$ne":null}',
  ])('is not %j', (text) => {
    expect(isId(text)).toBe(false);
  });

  const parsers = {
    parseOrganizationId,
    parseMembershipId,
    parseInvitationId,
    parseAppId,
    parseSubmissionId,
    parseApiKeyId,
    parseLeaseId: parseDeliveryLeaseId,
  };
  it.each(Object.entries(parsers))('is accepted unchanged or refused by %s', (_name, parse) => {
    fc.assert(
      fc.property(nearIds, (text) => {
        expect(parse(text)).toBe(isId(text) ? text : null);
      }),
    );
  });
});

describe('the id of a user', () => {
  it('is 1 to 128 visible ASCII characters and nothing else', () => {
    const isVisible = (text: string) =>
      [...text].every((character) => character > ' ' && character < '\u007f');
    fc.assert(
      fc.property(fc.oneof(nearIds, fc.string({ maxLength: 140, size: 'max' })), (text) => {
        const isOne = text.length >= 1 && text.length <= 128 && isVisible(text);
        expect(parseUserId(text)).toBe(isOne ? text : null);
      }),
    );
  });
});

describe('the id of an operation', () => {
  it('is 24 or 32 hex digits, with a number after a fence', () => {
    const bases = fc.oneof(almostIds, userIds(), operationIds());
    fc.assert(
      fc.property(bases, fences, (base, fence) => {
        const [id = '', epoch, ...rest] = `${base}${fence}`.split('.');
        const isEpoch = epoch === undefined || String(Number.parseInt(epoch, 10)) === epoch;
        const isInRange = epoch === undefined || (Number(epoch) >= 1 && Number(epoch) <= 9_999);
        const isOne = [24, 32].includes(id.length) && isHex(id) && isEpoch && isInRange;
        expect(isOperationId(`${base}${fence}`)).toBe(isOne && rest.length === 0);
      }),
      { numRuns: 500 },
    );
  });

  const id = 'a'.repeat(24);
  it.each([id, 'b'.repeat(32), `${id}.1`, `${id}.9999`, `${'b'.repeat(32)}.20`])(
    'can be %s',
    (text) => {
      expect(parseOperationId(text)).toBe(text);
    },
  );

  it.each(
    [
      `${id}.`,
      `${id}.0`,
      `${id}.01`,
      `${id}.10000`,
      `${id}.1.1`,
      `${id}\n`,
      'a'.repeat(28),
      '',
    ].map((text) => [toAsciiText(text), text]),
  )('cannot be %s', (_shown, text) => {
    expect(parseOperationId(text)).toBeNull();
  });
});
