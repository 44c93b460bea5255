// The input of a use case on one organization.

import * as z from 'zod';
import type { OrganizationId } from '../../domain/shared/ids.js';
import { organizationIdSchema } from '../use-case/input.js';

/** An organization, by its id. */
export interface OrganizationIdInput {
  readonly organizationId: string;
}

export interface ParsedOrganizationIdInput {
  readonly organizationId: OrganizationId;
}

export const organizationIdInputSchema: z.ZodType<ParsedOrganizationIdInput, OrganizationIdInput> =
  z.strictObject({
    organizationId: organizationIdSchema,
  });
