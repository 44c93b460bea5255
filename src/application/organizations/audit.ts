// Lists the audit trail of an organization.

import * as z from 'zod';
import type { CommandEntry } from '../../domain/journal/journal-entry.js';
import type { Actor, ReviewerActor, SystemActor } from '../../domain/shared/actor.js';
import { type OrganizationId, parseOperationId } from '../../domain/shared/ids.js';
import { ok, type Page } from '../../domain/shared/result.js';
import type { JournalPageKey } from '../../ports/storage.js';
import type { Dependencies } from '../dependencies.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
} from '../use-case/authorization.js';
import { organizationIdSchema, pageFields, type WithParsedIds } from '../use-case/input.js';
import { type PageInput, type PageKeyCodec, parsePageRequest, toPage } from '../use-case/paging.js';
import { defineQuery, type Query } from '../use-case/query.js';
import type { OrganizationIdInput } from './organization-input.js';

type PlatformActor = ReviewerActor | SystemActor;

/** One command, as it is seen in an organization by who has `audit:read`. */
export interface AuditView
  extends Pick<CommandEntry, 'id' | 'at' | 'action' | 'subject' | 'events'> {
  /** Of a reviewer of the platform and of the embedding service only the kind: the organization does not see who it was, or what the platform noted for itself. */
  readonly actor: Exclude<Actor, PlatformActor> | Pick<PlatformActor, 'kind'>;
}

/** The command as one organization sees it: of a command on several organizations, only its own events. */
function auditView(
  { id, at, actor, action, subject, events }: CommandEntry,
  organizationId: OrganizationId,
): AuditView {
  const ownEvents = events.filter(
    (event) => !('organizationId' in event) || event.organizationId === organizationId,
  );
  const isPlatform =
    /* REV-56 */ actor.kind === 'reviewer' || /* JOURNAL-18 */ actor.kind === 'system';
  const shown = isPlatform ? { kind: actor.kind } : actor;
  return { id, at, actor: shown, action, subject, events: ownEvents };
}

/** The organization, and the page of its audit trail. */
export interface AuditInput extends OrganizationIdInput, PageInput {}

const journalPageKeyCodec: PageKeyCodec<JournalPageKey> = {
  encode: ({ at, id }) => [at.toISOString(), id],
  decode([time = '', text = '', ...rest]) {
    const at = new Date(time);
    const id = parseOperationId(text);
    return id === null || rest.length > 0 || Number.isNaN(at.getTime()) ? null : { at, id };
  },
};

export const auditQuery: (
  deps: Dependencies,
) => Query<AuditInput, Page<AuditView>, AuthorizationRefusalCode> = defineQuery<
  AuditInput,
  WithParsedIds<AuditInput>,
  Page<AuditView>,
  AuthorizationRefusalCode
>(
  z.lazy(() => z.strictObject({ organizationId: organizationIdSchema, ...pageFields })),
  async (context, input) => {
    const { deps } = context;
    const { storage } = deps;
    const { organizationId } = input;
    const name = `audit of ${organizationId}`;
    const pageRequest = parsePageRequest(name, journalPageKeyCodec, input);
    if (!pageRequest.ok) return pageRequest;
    const authorization = await authorizeForOrganization(
      context,
      organizationId,
      /* JOURNAL-2 */ 'audit:read',
    );
    if (!authorization.ok) return authorization;
    const rowPage = await storage.journal.listByOrganization(organizationId, pageRequest.value);
    const commands = rowPage.items.filter(
      (entry): entry is CommandEntry => entry.kind === 'command',
    );
    const page = { ...rowPage, items: commands };
    return ok(toPage(name, journalPageKeyCodec, page, (entry) => auditView(entry, organizationId)));
  },
);
