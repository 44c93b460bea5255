import { describe, expect, it } from 'vitest';
import { pageFields } from '../../../src/application/use-case/input.js';
import {
  idPageKeyCodec,
  parsePageRequest,
  toPage,
} from '../../../src/application/use-case/paging.js';
import { parseAppId } from '../../../src/domain/shared/ids.js';
import { appId } from '../../../src/testing/contract/app-fixtures.js';

const codec = idPageKeyCodec(parseAppId);

/** The longest search: eight words of 40 characters, four bytes each, and a device. */
const longestName = `store: ${JSON.stringify([{ terms: Array.from({ length: 8 }, () => '𞤀'.repeat(40)) }, { hardwareMask: 255 }])}`;

function cursorOf(listName: string): string | null {
  return toPage(listName, codec, { items: [], next: appId(7) }, (item) => item).next;
}

describe('a cursor', () => {
  it.each(['apps', 'store: ["café"]', longestName])(
    'leads to the next page of its list: %s',
    (name) => {
      const cursor = cursorOf(name);
      expect(pageFields.cursor.safeParse(cursor).success).toBe(true);
      expect(parsePageRequest(name, codec, { cursor })).toEqual({
        ok: true,
        value: { limit: 50, skip: 0, maxBytes: 1_048_576, after: appId(7) },
      });
    },
  );

  it('of another list is refused', () => {
    const { ok } = parsePageRequest('apps', codec, { cursor: cursorOf('app') });
    expect(ok).toBe(false);
  });
});
