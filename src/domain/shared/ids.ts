import type { Brand } from './brand.js';

export type UserId = Brand<string, 'UserId'>;
export type OrganizationId = Brand<string, 'OrganizationId'>;
export type MembershipId = Brand<string, 'MembershipId'>;
export type InvitationId = Brand<string, 'InvitationId'>;
/** The id of a command's journal entry: an id as below, or 32 hex digits derived from an idempotency key; after a fence, `.n` follows. */
export type OperationId = Brand<string, 'OperationId'>;
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

export function parseUserId(text: string): UserId | null {
  return isId(text) ? (text as UserId) : null;
}

export function parseOrganizationId(text: string): OrganizationId | null {
  return isId(text) ? (text as OrganizationId) : null;
}

export function parseMembershipId(text: string): MembershipId | null {
  return isId(text) ? (text as MembershipId) : null;
}

export function parseInvitationId(text: string): InvitationId | null {
  return isId(text) ? (text as InvitationId) : null;
}

export function parseLeaseId(text: string): LeaseId | null {
  return isId(text) ? (text as LeaseId) : null;
}

export function parseOperationId(text: string): OperationId | null {
  return isOperationId(text) ? (text as OperationId) : null;
}
