// The state of the reference model: rows in maps, in the order of their creation.

import type { Action, JournalSubject } from '../../../domain/journal/journal-entry.js';
import type { NotificationKind } from '../../../domain/journal/outbox-message.js';
import type { InvitationState } from '../../../domain/organization/invitation.js';
import type { DeliveryState } from '../../../domain/shared/delivery-lease-and-retry.js';
import type { Policy } from '../../../domain/shared/policy-limits.js';
import type { RefusalCode } from '../../../domain/shared/refusal.js';
import type { ReviewerCapability } from '../../../ports/reviewer-directory.js';
import type { ModelApiKey, ModelApp, ModelSubmission } from './app-rows.js';
import type { ModelTimeOrNull } from './model-time.js';
import type { ModelRole } from './roles.js';

export interface ModelUser {
  readonly id: string;
  email: string;
  isVerified: boolean;
  /** The keys of the addresses that the account had before. */
  formerEmails: string[];
  name: string | undefined;
  defaultOrg: string;
  blocked: string[];
  suspendedAt: ModelTimeOrNull;
  deletedAt: ModelTimeOrNull;
  metadata: ModelMetadata;
}

/** The metadata of a row; the two objects as JSON texts by name. */
export interface ModelMetadata {
  readonly public: ReadonlyMap<string, string>;
  readonly private: ReadonlyMap<string, string>;
  readonly version: number;
}

export interface ModelOrganization {
  readonly id: string;
  name: string;
  slug: string;
  website: string | undefined;
  contactEmail: string;
  contactVerifiedAt: ModelTimeOrNull;
  description: string | undefined;
  logo: string | undefined;
  readonly createdBy: string;
  readonly isPersonal: boolean;
  readonly createdAt: number;
  slugChangedAt: ModelTimeOrNull;
  deletedAt: ModelTimeOrNull;
  updatedAt: number;
  restoreCount: number;
  externalId: string | undefined;
  metadata: ModelMetadata;
}

export interface ModelMembership {
  readonly id: string;
  readonly organization: string;
  readonly user: string;
  role: ModelRole;
  readonly joinedAt: number;
  leftAt: ModelTimeOrNull;
  /** Undefined if the system ended it. */
  endedBy: string | undefined;
  /** Rises with every change of what the member may do. */
  revision: number;
  /** How often the member has lost permissions. */
  demotions: number;
  metadata: ModelMetadata;
}

/** The delivery of one mail. */
export interface ModelDelivery {
  state: DeliveryState;
  attempts: number;
  dueAt: number;
}

export interface ModelInvitation {
  readonly id: string;
  readonly organization: string;
  email: string;
  role: ModelRole;
  language: string | undefined;
  inviter: string;
  /** The inviter's membership, how often it was demoted, and how often the organization was restored, when it was sent. */
  inviterSnapshot: string;
  invitedAt: number;
  revision: number;
  expiresAt: number;
  state: InvitationState;
  closedAt: ModelTimeOrNull;
  closedBy: string | undefined;
  delivery: ModelDelivery;
  sentCount: number;
  lastSentAt: ModelTimeOrNull;
  /** Sends since the window started. */
  sendWindow: { startedAt: number; count: number; lastAt: number };
}

/** An issued token. */
export interface ModelToken {
  readonly name: string;
  readonly invitation: string;
  readonly organization: string;
  readonly revision: number;
  readonly expiresAt: number;
  readonly kid: string;
}

export interface ModelJournalEntry {
  readonly at: number;
  readonly action: Action;
  readonly subject: JournalSubject;
  readonly auditOrganizationIds: readonly string[];
  /** The call that wrote the entry, if it had an idempotency key. */
  readonly idempotency: IdempotencyRecord | null;
  /** The ids that a repeated command is answered from. */
  readonly replayIds: readonly string[];
}

interface IdempotencyRecord {
  readonly scope: string;
  readonly input: string;
  readonly kid: string;
}

export interface ModelNotification {
  readonly entry: ModelJournalEntry;
  readonly kind: NotificationKind;
  readonly user: string;
  readonly organization: string;
  readonly membership: string;
  readonly revision: number;
  readonly delivery: ModelDelivery;
}

export interface ReferenceModel {
  now: number;
  readonly policy: Policy;
  /** The names of the service's signing keys, newest first. */
  signingKeys: string[];
  readonly users: Map<string, ModelUser>;
  readonly organizations: Map<string, ModelOrganization>;
  readonly memberships: Map<string, ModelMembership>;
  readonly invitations: Map<string, ModelInvitation>;
  /** The organization of each slug, current or former. */
  readonly slugs: Map<string, string>;
  readonly tokens: Map<string, ModelToken>;
  readonly apps: Map<string, ModelApp>;
  readonly submissions: Map<string, ModelSubmission>;
  readonly apiKeys: Map<string, ModelApiKey>;
  /** The name of each snapshot's digest, by the snapshot as a text. */
  readonly digests: Map<string, string>;
  /** What the service's directory of reviewers says, by user. */
  readonly reviewers: Map<string, readonly ReviewerCapability[]>;
  journal: ModelJournalEntry[];
  messages: ModelNotification[];
  /** How much was taken from each rate limit, by its name and window. */
  readonly limitCounts: Map<string, number>;
  /** How many ids of each kind were given. */
  readonly idCounts: Map<string, number>;
  /** The ids of users that the embedding service chose. */
  readonly ownUserIds: Set<string>;
  idempotency: IdempotencyRecord | null;
}

export function createEmptyModel(policy: Policy, now: number): ReferenceModel {
  return {
    now,
    policy,
    signingKeys: ['key 1'],
    users: new Map(),
    organizations: new Map(),
    memberships: new Map(),
    invitations: new Map(),
    slugs: new Map(),
    tokens: new Map(),
    apps: new Map(),
    submissions: new Map(),
    apiKeys: new Map(),
    digests: new Map(),
    reviewers: new Map(),
    journal: [],
    messages: [],
    limitCounts: new Map(),
    idCounts: new Map([['key', 1]]),
    ownUserIds: new Set(),
    idempotency: null,
  };
}

/** The next id of a kind: `user 1`, `user 2`. */
export function takeNextId(model: ReferenceModel, kind: string): string {
  const count = (model.idCounts.get(kind) ?? 0) + 1;
  model.idCounts.set(kind, count);
  return `${kind} ${count}`;
}

/** The model throws refusals (the core returns them). A handler must throw before it changes a row. */
export class ModelRefusedError extends Error {
  readonly refusal: { readonly code: RefusalCode };

  constructor(code: RefusalCode, data: object) {
    super(code);
    this.refusal = { code, ...data };
  }
}

export function throwRefusal(code: RefusalCode, data: object = {}): never {
  throw new ModelRefusedError(code, data);
}

/** Writes the journal entry of a command that has changed something. */
export function recordJournalEntry(
  model: ReferenceModel,
  action: Action,
  subjectId: string,
  auditOrganizationIds: readonly (string | undefined)[],
  replayIds: readonly string[] = [],
): ModelJournalEntry {
  const entry: ModelJournalEntry = {
    at: model.now,
    action,
    subject: { kind: subjectKindOf(subjectId), id: subjectId },
    auditOrganizationIds: auditOrganizationIds.filter((id) => id !== undefined),
    idempotency: model.idempotency,
    replayIds,
  };
  model.journal.push(entry);
  return entry;
}

function subjectKindOf(subjectId: string): JournalSubject['kind'] {
  const kinds = ['organization', 'membership', 'invitation', 'app', 'submission'] as const;
  if (subjectId.startsWith('apikey ')) return 'key';
  // The embedding service may have chosen the id of a user.
  return kinds.find((kind) => subjectId.startsWith(`${kind} `)) ?? 'user';
}

/** The rows that match, in the order of their creation. */
export function rowsWhere<T>(rows: Map<string, T>, matches: (row: T) => boolean): T[] {
  return [...rows.values()].filter(matches);
}

export function toIsoOrUndefined(time: ModelTimeOrNull): string | undefined {
  return time === null ? undefined : new Date(time).toISOString();
}

/** Whole seconds from now until then, at least one. */
export function secondsUntil(model: ReferenceModel, time: number): number {
  return Math.max(1, Math.ceil((time - model.now) / 1000));
}

/** The refusal that `run` throws; null if it throws none. */
export function catchRefusalOrNull(run: () => void): ModelRefusedError['refusal'] | null {
  try {
    run();
    return null;
  } catch (refused) {
    if (refused instanceof ModelRefusedError) return refused.refusal;
    throw refused;
  }
}
