// The input of a use case on one organization.

import * as z from 'zod';
import { organizationIdSchema, type WithParsedIds } from '../use-case/input.js';

/** An organization, by its id. */
export interface OrganizationIdInput {
  readonly organizationId: string;
}

export const organizationIdInputSchema: z.ZodType<
  WithParsedIds<OrganizationIdInput>,
  OrganizationIdInput
> = z.lazy(() =>
  z.strictObject({
    organizationId: organizationIdSchema,
  }),
);
