// How a method of Guildhall is called, and how a list is read from its first page to its last.

import type { CommandOptions } from '../../application/use-case/command-options.js';
import type { PageInput } from '../../application/use-case/paging.js';
import type { Actor } from '../../domain/shared/actor.js';
import { ok, type Result } from '../../domain/shared/result.js';
import type { Guildhall } from '../../guildhall.js';
import type { MethodInputs, MethodName, ModelPermission, ModelRole } from './reference/index.js';

/** Guildhall with the roles of the sequences. */
export type SequenceGuildhall = Guildhall<ModelRole, ModelPermission>;

export type CallOnGuildhall<V extends MethodName> = (
  guildhall: SequenceGuildhall,
  actor: Actor,
  input: MethodInputs[V],
  options: CommandOptions,
) => unknown;

interface UntypedPage {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** Reads from the first page to the last, by their cursors. */
export async function readAllPages<I extends Pick<PageInput, 'limit' | 'cursor'>>(
  listPage: (actor: Actor, input: I) => Promise<Result<UntypedPage>>,
  actor: Actor,
  input: I,
): Promise<unknown> {
  const pages: unknown[] = [];
  let pageInput = input;
  for (;;) {
    const page = await listPage(actor, pageInput);
    if (!page.ok) return page;
    pages.push(page.value.items);
    if (page.value.next === null) return ok({ pages });
    const rest = 'skip' in input ? { skip: 0 } : {};
    pageInput = { ...input, ...rest, cursor: page.value.next };
  }
}
