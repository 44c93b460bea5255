// The input of a use case on one app.

import * as z from 'zod';
import { appIdSchema, type WithParsedIds } from '../use-case/input.js';

/** One app, by its id. */
export interface AppIdInput {
  readonly appId: string;
}

export const appIdInputSchema: z.ZodType<WithParsedIds<AppIdInput>, AppIdInput> = z.lazy(() =>
  z.strictObject({
    appId: appIdSchema,
  }),
);
