// Makes the commands that change the metadata of an organization, a membership or a user.

import type { z } from 'zod';
import type { DomainEvent } from '../../domain/journal/domain-event.js';
import type { Action, JournalSubject, ReplayIds } from '../../domain/journal/journal-entry.js';
import type { OrganizationId } from '../../domain/shared/ids.js';
import type { Metadata } from '../../domain/shared/metadata.js';
import type { RefusalCode, RefusalOf } from '../../domain/shared/refusal.js';
import { ok, type Result } from '../../domain/shared/result.js';
import type { Change } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import { requireSystem } from '../use-case/authorization.js';
import {
  type Command,
  type CommandContext,
  type Decision,
  defineCommand,
} from '../use-case/command.js';
import type { MetadataSchemas } from './metadata-schemas.js';
import {
  createObjectCheck,
  type MetadataPatch,
  type MetadataRefusalCode,
  type ObjectCheck,
  planMetadataUpdate,
  type WithMetadata,
} from './update-metadata.js';

/** The row whose metadata is to change, and what the change of it means. */
export interface MetadataTarget<T extends Metadata, V> {
  readonly row: T;
  toView(row: WithMetadata<T>): V;
  toChange(row: WithMetadata<T>): Change;
  readonly event: DomainEvent;
  readonly subject: JournalSubject;
  /** The audit trails that show a change of the public metadata. */
  readonly auditOrganizationIds: readonly OrganizationId[];
  readonly replayIds?: ReplayIds;
}

interface MetadataCommandSpec<I, O, T extends Metadata, V, C extends RefusalCode> {
  readonly action: Action;
  /** Whose schemas check the metadata. */
  readonly schemasOf: keyof MetadataSchemas;
  readonly schema: z.ZodType<O, I>;
  /** Reads the row for the embedding service. A replay has the ids of the row that was changed: another one may be in its place now. */
  load(
    context: CommandContext,
    input: O,
    replayIds?: ReplayIds,
  ): Promise<Result<MetadataTarget<T, V>, RefusalOf<C | 'permission_denied'>>>;
}

/** A command of the embedding service that merges a `MetadataPatch` into a row. */
export function defineMetadataCommand<
  I extends MetadataPatch,
  O extends I,
  T extends Metadata,
  V,
  C extends RefusalCode,
>({
  action,
  schemasOf,
  schema,
  load,
}: MetadataCommandSpec<I, O, T, V, C>): (
  deps: Dependencies,
) => Command<I, V, C | 'permission_denied' | MetadataRefusalCode> {
  return defineCommand<
    I,
    O,
    { readonly input: O; readonly check: ObjectCheck },
    V,
    C | 'permission_denied' | MetadataRefusalCode
  >({
    action,
    schema,
    // A schema of the embedding service can be slow.
    runsForeignCode: true,

    prepare({ deps, actor }, input) {
      const allowed = requireSystem(actor);
      if (/* ORG-76 */ !allowed.ok) return allowed;
      return ok({ input, check: createObjectCheck(deps.metadata[schemasOf]) });
    },

    async attempt(context, { input, check }) {
      const target = await load(context, input);
      return target.ok ? decideUpdate(context, target.value, input, check) : target;
    },

    async replay(context, { input }, replayIds) {
      const target = await load(context, input, replayIds);
      return target.ok ? ok(target.value.toView(target.value.row)) : target;
    },
  });
}

async function decideUpdate<T extends Metadata, V>(
  { now }: CommandContext,
  { row, toView, toChange, event, subject, auditOrganizationIds, replayIds }: MetadataTarget<T, V>,
  patch: MetadataPatch,
  check: ObjectCheck,
): Promise<Result<Decision<V>, RefusalOf<MetadataRefusalCode>>> {
  const update = await planMetadataUpdate(check, row, patch);
  if (!update.ok) return update;
  if (update.value === null) return ok({ value: toView(row), changeSet: null });
  const { isPublic } = update.value;
  const after = isPublic ? { ...update.value.after, updatedAt: now } : update.value.after;
  return ok({
    value: toView(after),
    changeSet: {
      changes: [toChange(after)],
      events: [event],
      subject,
      auditOrganizationIds: isPublic ? auditOrganizationIds : [],
      ...(replayIds === undefined ? {} : { replayIds }),
    },
  });
}
