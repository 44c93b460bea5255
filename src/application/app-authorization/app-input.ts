// The input of a use case on one app.

import * as z from 'zod';
import type { AppId } from '../../domain/shared/ids.js';
import { appIdSchema } from '../use-case/input.js';

export interface ParsedAppIdInput {
  readonly appId: AppId;
}

/** One app, by its id. */
export interface AppIdInput {
  readonly appId: string;
}

export const appIdInputSchema: z.ZodType<ParsedAppIdInput, AppIdInput> = z.strictObject({
  appId: appIdSchema,
});
