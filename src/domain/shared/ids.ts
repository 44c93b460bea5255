import type { Brand } from './brand.js';

/** The id of a user: 24 lower-case hex digits. */
export type UserId = Brand<string, 'UserId'>;
/** The id of an organization: 24 lower-case hex digits. */
export type OrganizationId = Brand<string, 'OrganizationId'>;
/** The id of a membership: 24 lower-case hex digits. */
export type MembershipId = Brand<string, 'MembershipId'>;
/** The id of an invitation: 24 lower-case hex digits. */
export type InvitationId = Brand<string, 'InvitationId'>;
/** The id of an app: 24 lower-case hex digits. */
export type AppId = Brand<string, 'AppId'>;
/** The id of a submission: 24 lower-case hex digits. */
export type SubmissionId = Brand<string, 'SubmissionId'>;
/** The id of an API key, which stands in the key itself: 24 lower-case hex digits. */
export type ApiKeyId = Brand<string, 'ApiKeyId'>;
/** The id of a command's journal entry: an id as below, or 32 hex digits derived from an idempotency key; after a fence, `.n` follows. */
export type OperationId = Brand<string, 'OperationId'>;
/** The id of a relay’s lease: 24 lower-case hex digits. */
export type LeaseId = Brand<string, 'LeaseId'>;

/** Ids are MongoDB ObjectIds as 24 lower-case hex digits, in every storage, so that data can move between them. */
const idForm = /^[0-9a-f]{24}$/;
const operationIdForm = /^(?:[0-9a-f]{24}|[0-9a-f]{32})(?:\.[1-9][0-9]{0,3})?$/;

export function isId(text: string): boolean {
  return idForm.test(text);
}

export function isOperationId(text: string): boolean {
  return operationIdForm.test(text);
}

/** Null where the text has not the form of an id. */
export function parseUserId(text: string): UserId | null {
  return isId(text) ? (text as UserId) : null;
}

/** Null where the text has not the form of an id. */
export function parseOrganizationId(text: string): OrganizationId | null {
  return isId(text) ? (text as OrganizationId) : null;
}

/** Null where the text has not the form of an id. */
export function parseMembershipId(text: string): MembershipId | null {
  return isId(text) ? (text as MembershipId) : null;
}

/** Null where the text has not the form of an id. */
export function parseInvitationId(text: string): InvitationId | null {
  return isId(text) ? (text as InvitationId) : null;
}

/** Null where the text has not the form of an id. */
export function parseAppId(text: string): AppId | null {
  return isId(text) ? (text as AppId) : null;
}

/** Null where the text has not the form of an id. */
export function parseSubmissionId(text: string): SubmissionId | null {
  return isId(text) ? (text as SubmissionId) : null;
}

/** Null where the text has not the form of an id. */
export function parseApiKeyId(text: string): ApiKeyId | null {
  return isId(text) ? (text as ApiKeyId) : null;
}

/** Null where the text has not the form of an id. */
export function parseLeaseId(text: string): LeaseId | null {
  return isId(text) ? (text as LeaseId) : null;
}

/** Null where the text has not the form of an operation’s id. */
export function parseOperationId(text: string): OperationId | null {
  return isOperationId(text) ? (text as OperationId) : null;
}
