// What a page of a list examines on MongoDB, and what it shows.
import type { Connection, mongo } from 'mongoose';
import { expect } from 'vitest';

import { type AnyRefusal, orThrow, type Page, type Result } from '../../../src/index.js';
import { assertPresent } from '../../support/world.js';

export interface PageCost {
  readonly shown: number;
  /** Index entries and documents together. */
  readonly examined: number;
  readonly next: string | null;
}

/** Needs a connection that monitors its commands. Expects that the page is one statement. */
export function createPageCosts(
  connection: Connection,
): (readPage: () => Promise<Result<Page<unknown>, AnyRefusal>>) => Promise<PageCost> {
  const sent: mongo.Document[] = [];
  connection.getClient().on('commandStarted', ({ command, commandName }) => {
    if (commandName === 'find') sent.push(command);
  });
  return async (readPage) => {
    sent.splice(0);
    const { items, next } = orThrow(await readPage());
    expect(sent).toHaveLength(1);
    const { find, filter, sort, limit, skip, hint } = assertPresent(sent[0]);
    const { executionStats } = await assertPresent(connection.db).command({
      explain: { find, filter, sort, limit, skip, hint },
      verbosity: 'executionStats',
    });
    const { totalKeysExamined, totalDocsExamined } = executionStats;
    return { shown: items.length, examined: totalKeysExamined + totalDocsExamined, next };
  };
}

/** All items, page by page. */
export async function readAllPages<T>(
  readPage: (cursor: string | null) => Promise<Result<Page<T>, AnyRefusal>>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = orThrow(await readPage(cursor));
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return all;
}
