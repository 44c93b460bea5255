// Pages by keyset. A cursor says where to go on and which query it belongs to; it grants nothing.

import * as z from 'zod';
import type { RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Page, type Result, refuse } from '../../domain/shared/result.js';
import type { Keyset, Slice } from '../../ports/storage.js';
import type { Context } from '../context.js';
import { invalidAt } from './input.js';

/** What every list takes: `limit` 1 to 200 (50 where absent), `cursor` from the page before, `skip` up to 10,000 for short lists. */
export interface PageInput {
  readonly limit?: number | undefined;
  readonly cursor?: string | null | undefined;
  readonly skip?: number | undefined;
}

const defaultLimit = 50;

const cursorSchema = z.strictObject({ v: z.literal(1), q: z.string(), k: z.array(z.string()) });

/** How a list's key is written into a cursor and read back; `read` answers null for what is no key. */
export interface KeyCodec<K> {
  write(key: K): readonly string[];
  read(parts: readonly string[]): K | null;
}

/** The key of a list that is ordered by id. */
export function idKey<K extends string>(parse: (text: string) => K | null): KeyCodec<K> {
  return {
    write: (key) => [key],
    read: ([id, ...rest]) => (id === undefined || rest.length > 0 ? null : parse(id)),
  };
}

/** A query is named by text that holds all of it but the page. */
export async function keysetOf<K>(
  { digests }: Context,
  query: string,
  codec: KeyCodec<K>,
  input: PageInput,
): Promise<Result<Keyset<K>, RefusalOf<'invalid_input'>>> {
  const { limit = defaultLimit, skip = 0, cursor = null } = input;
  if (cursor === null) return ok({ limit, skip, after: null });
  const after = readCursor(await digests.short(query), codec, cursor);
  return after.ok ? ok({ limit, skip, after: after.value }) : after;
}

export async function pageOf<T, V, K>(
  { digests }: Context,
  query: string,
  codec: KeyCodec<K>,
  slice: Slice<T, K>,
  view: (item: T) => V,
): Promise<Page<V>> {
  const items = slice.items.map(view);
  if (slice.next === null) return { items, next: null };
  const q = await digests.short(query);
  return { items, next: encode({ v: 1, q, k: codec.write(slice.next) }) };
}

function readCursor<K>(
  query: string,
  codec: KeyCodec<K>,
  cursor: string,
): Result<K, RefusalOf<'invalid_input'>> {
  const parsed = cursorSchema.safeParse(decode(cursor));
  const key = parsed.success && parsed.data.q === query ? codec.read(parsed.data.k) : null;
  if (key !== null) return ok(key);
  const message = 'the cursor is damaged or belongs to another list; begin again without one';
  return refuse(invalidAt(['cursor'], 'cursor', message));
}

function encode(value: unknown): string {
  return btoa(JSON.stringify(value)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

function decode(cursor: string): unknown {
  if (!/^[A-Za-z0-9_-]+$/.test(cursor)) return null;
  try {
    return JSON.parse(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')));
  } catch {
    return null;
  }
}
