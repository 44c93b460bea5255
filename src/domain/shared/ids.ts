// The ids of all rows, each with a type of its own, and the functions that parse them.

import type { Brand } from './brand.js';

/** The id of a user: 1 to 128 visible ASCII characters, such as 24 hex digits, a UUID or `auth0|5f7c`. The embedding service may give its own; without one, it is 24 lower-case hex digits. */
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
/** The id of an API key: 24 lower-case hex digits. It is part of the key's text. */
export type ApiKeyId = Brand<string, 'ApiKeyId'>;
/** The id of a journal entry: 24 hex digits, or 32 if it is derived from an idempotency key. If fences took the earlier ids, it ends with `.` and the number of fences. */
export type OperationId = Brand<string, 'OperationId'>;
/** The id of a relay's lease: 24 lower-case hex digits. */
export type DeliveryLeaseId = Brand<string, 'DeliveryLeaseId'>;

/** In every storage an id has the format of a MongoDB ObjectId, so that data can move between storages. */
export const idPattern: RegExp = /^[0-9a-f]{24}$/;
/** Upper and lower case differ. */
export const userIdPattern: RegExp = /* USER-1 */ /^[\x21-\x7e]{1,128}$/;
const operationIdPattern = /^(?:[0-9a-f]{24}|[0-9a-f]{32})(?:\.[1-9][0-9]{0,3})?$/;

export function isId(text: string): boolean {
  return idPattern.test(text);
}

export function isOperationId(text: string): boolean {
  return operationIdPattern.test(text);
}

/** Null if the text does not have the format of a user's id. */
export function parseUserId(text: string): UserId | null {
  return userIdPattern.test(text) ? (text as UserId) : null;
}

/** Null if the text does not have the format of an id. */
export function parseOrganizationId(text: string): OrganizationId | null {
  return isId(text) ? (text as OrganizationId) : null;
}

/** Null if the text does not have the format of an id. */
export function parseMembershipId(text: string): MembershipId | null {
  return isId(text) ? (text as MembershipId) : null;
}

/** Null if the text does not have the format of an id. */
export function parseInvitationId(text: string): InvitationId | null {
  return isId(text) ? (text as InvitationId) : null;
}

/** Null if the text does not have the format of an id. */
export function parseAppId(text: string): AppId | null {
  return isId(text) ? (text as AppId) : null;
}

/** Null if the text does not have the format of an id. */
export function parseSubmissionId(text: string): SubmissionId | null {
  return isId(text) ? (text as SubmissionId) : null;
}

/** Null if the text does not have the format of an id. */
export function parseApiKeyId(text: string): ApiKeyId | null {
  return isId(text) ? (text as ApiKeyId) : null;
}

/** Null if the text does not have the format of an id. */
export function parseDeliveryLeaseId(text: string): DeliveryLeaseId | null {
  return isId(text) ? (text as DeliveryLeaseId) : null;
}

/** Null if the text does not have the format of an operation id. */
export function parseOperationId(text: string): OperationId | null {
  return isOperationId(text) ? (text as OperationId) : null;
}
