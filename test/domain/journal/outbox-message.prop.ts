// The ids of outbox messages.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageIdOf, parseMessageId } from '../../../src/domain/journal/outbox-message.js';
import { messageIds, operationIds } from '../../../src/testing/arbitraries/index.js';
import { anyText } from '../support/random-texts.js';

const indexes = fc.integer({ min: 0, max: 9_999 });

describe('the id of a message', () => {
  it("is the operation's id and the message's index, the same in every attempt", () => {
    fc.assert(
      fc.property(operationIds(), indexes, (operationId, index) => {
        const id = messageIdOf(operationId, index);
        expect(id).toBe(`${operationId}-${index}`);
        expect(messageIdOf(operationId, index)).toBe(id);
        expect(parseMessageId(id)).toBe(id);
      }),
    );
  });

  it('is unique', () => {
    fc.assert(
      fc.property(operationIds(), indexes, operationIds(), indexes, (one, i, other, j) => {
        expect(messageIdOf(one, i) === messageIdOf(other, j)).toBe(one === other && i === j);
        expect(messageIdOf(one, i) === messageIdOf(one, j)).toBe(i === j);
      }),
    );
  });

  it('can be used in a mail header', () => {
    fc.assert(
      fc.property(messageIds(), (id) => {
        expect(id).toMatch(/^[0-9a-f.-]{26,48}$/);
      }),
    );
  });

  it('is parsed only from its own format', () => {
    const operation = 'a'.repeat(24);
    const none = [
      '',
      '-',
      operation,
      `${operation}-`,
      `-0`,
      `${operation}-x`,
      `${operation}--1`,
      `${operation}-10000`,
      `${operation}-01`,
      `${operation}-0-0`,
      `${operation}-0\n`,
      `${operation}- 0`,
      `${operation}.0-0`,
      `${operation.toUpperCase()}-0`,
      `${'a'.repeat(25)}-0`,
    ];
    expect(none.filter((text) => parseMessageId(text) !== null)).toEqual([]);
    fc.assert(
      fc.property(fc.oneof(anyText(), messageIds()), anyText(3), (text, rest) => {
        const id = parseMessageId(text + rest);
        if (id !== null) expect(id).toMatch(/^[0-9a-f]{24,32}(\.[0-9]{1,4})?-[0-9]{1,4}$/);
      }),
    );
  });
});
