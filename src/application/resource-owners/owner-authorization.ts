// The owner of a key or a webhook, an app or an organization, and whether the actor may manage what it owns.

import type { z } from 'zod';
import type { App } from '../../domain/app/app.js';
import type { Path, RefusalOf } from '../../domain/shared/refusal.js';
import type { ResourceOwner } from '../../domain/shared/resource-owner.js';
import type { Result, Versioned } from '../../domain/shared/result.js';
import { type AppRefusalCode, authorizeForApp } from '../app-authorization/app-authorization.js';
import {
  type AuthorizationRefusalCode,
  authorizeForOrganization,
  type OrganizationAuthorization,
  type TimedAuthorizationContext,
} from '../use-case/authorization.js';
import { appIdSchema, organizationIdSchema } from '../use-case/input.js';

/** The owner of a key or a webhook. Give exactly one of the two ids. */
export interface AppOrOrganizationInput {
  readonly appId?: string | undefined;
  readonly organizationId?: string | undefined;
}

export const appOrOrganizationFields: {
  appId: z.ZodOptional<typeof appIdSchema>;
  organizationId: z.ZodOptional<typeof organizationIdSchema>;
} = { appId: appIdSchema.optional(), organizationId: organizationIdSchema.optional() };

/** The path of the input field that names the owner. */
export function ownerPath(owner: ResourceOwner): Path {
  return [owner.kind === 'app' ? 'appId' : 'organizationId'];
}

export type OwnerRefusalCode = AuthorizationRefusalCode | AppRefusalCode;

/** An owner whose keys and webhook the actor may manage. */
export interface OwnerAuthorization extends OrganizationAuthorization {
  /** Present if the owner is an app. */
  readonly app?: Versioned<App>;
}

/** Reads in one wave for an organization, in two for an app. */
export async function authorizeForOwner(
  context: TimedAuthorizationContext,
  owner: ResourceOwner,
): Promise<Result<OwnerAuthorization, RefusalOf<OwnerRefusalCode>>> {
  return owner.kind === 'app'
    ? authorizeForApp(context, owner.appId, /* KEY-13 WEBHOOK-1 */ 'keys:manage')
    : authorizeForOrganization(context, owner.organizationId, /* KEY-14 WEBHOOK-2 */ 'keys:manage');
}
