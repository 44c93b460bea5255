// Pages through lists by keyset. A cursor holds the last key and the list that it belongs to; having a cursor gives no right to read the list.

import * as z from 'zod';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Page, type Result, refuse } from '../../domain/shared/result.js';
import type { PageRequest, RowPage } from '../../ports/storage.js';
import { invalidInputAt, withoutEval } from './input.js';

/**
 * What every list takes: `limit` from 1 to 200 (50 if absent), `cursor` from the previous page (`next`), and `skip` from 0
 * to 10,000. A page has at most `limit` items. It can have fewer although more follow: it ends at about 1 MiB. The list
 * ends where `next` is null.
 */
export interface PageInput {
  readonly limit?: number | undefined;
  readonly cursor?: string | null | undefined;
  readonly skip?: number | undefined;
}

const defaultLimit = 50;

/** The bytes of a page, so that many pages of the largest rows at once fit into the memory of a small process. */
const maxPageBytes = 1_048_576;

const cursorSchema = z.lazy(() =>
  z.strictObject({ v: z.literal(1), q: z.string(), k: z.array(z.string()) }),
);

/** Writes the key of a list into a cursor and reads it back; `decode` returns null for text that is not a key. */
export interface PageKeyCodec<K> {
  encode(key: K): readonly string[];
  decode(parts: readonly string[]): K | null;
}

/** The codec of a list that is sorted by id. */
export function idPageKeyCodec<K extends string>(
  parse: (text: string) => K | null,
): PageKeyCodec<K> {
  return {
    encode: (key) => [key],
    decode: ([id, ...rest]) => (id === undefined || rest.length > 0 ? null : parse(id)),
  };
}

/** The page that `input` asks for. `listName` names the list and its filters; a cursor of another list is refused. */
export function parsePageRequest<K>(
  listName: string,
  codec: PageKeyCodec<K>,
  input: PageInput,
): Result<PageRequest<K>, RefusalOf<'invalid_input'>> {
  const { limit = defaultLimit, skip = 0, cursor = null } = input;
  const bounds = { limit, skip, maxBytes: maxPageBytes };
  if (cursor === null) return ok({ ...bounds, after: null });
  const after = parseCursor(listName, codec, cursor);
  return after.ok ? ok({ ...bounds, after: after.value }) : after;
}

/** The page for the caller: the views of the items, or the items themselves, and the cursor of the next page. */
export function toPage<T, K>(
  listName: string,
  codec: PageKeyCodec<K>,
  rowPage: RowPage<T, K>,
): Page<T>;
export function toPage<T, V, K>(
  listName: string,
  codec: PageKeyCodec<K>,
  rowPage: RowPage<T, K>,
  view: (item: T) => V,
): Page<V>;
export function toPage<K>(
  listName: string,
  codec: PageKeyCodec<K>,
  rowPage: RowPage<unknown, K>,
  view: (item: unknown) => unknown = (item) => item,
): Page<unknown> {
  const items = rowPage.items.map(view);
  if (rowPage.next === null) return { items, next: null };
  const key = codec.encode(rowPage.next);
  return { items, next: encodeCursor({ v: 1, q: listName, k: key }) };
}

function parseCursor<K>(
  listName: string,
  codec: PageKeyCodec<K>,
  cursor: string,
): Result<K, RefusalOf<'invalid_input'>> {
  const parsed = withoutEval(() => cursorSchema.safeParse(decodeCursor(cursor)));
  const key = parsed.success && parsed.data.q === listName ? codec.decode(parsed.data.k) : null;
  if (key !== null) return ok(key);
  const message = 'the cursor is damaged or belongs to another list; start again without a cursor';
  return refuse(invalidInputAt(['cursor'], 'cursor', message));
}

/** `btoa` takes Latin-1 only, so every other character is written as JSON escapes it. */
function encodeCursor(value: unknown): string {
  const json = JSON.stringify(value).replace(/[^\x20-\x7e]/g, toJsonEscape);
  return btoa(json).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

function toJsonEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function decodeCursor(cursor: string): unknown {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) return null;
  try {
    return JSON.parse(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')));
  } catch {
    return null;
  }
}
