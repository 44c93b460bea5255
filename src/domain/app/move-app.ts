// Moves an app to another organization.

import type { OrganizationId, SubmissionId } from '../shared/ids.js';
import type { RefusalOf } from '../shared/refusal.js';
import { ok, type Result, refuse } from '../shared/result.js';
import type { App } from './app.js';

/**
 * Moves the app to another organization without its testers and tier; its webhook stays. The live release keeps its reviewed publisher.
 * `open` is the app's open submission, or null. Refused: `submission_already_open`.
 */
export function moveApp(
  app: App,
  to: OrganizationId,
  open: { readonly id: SubmissionId } | null,
  now: Date,
): Result<App, RefusalOf<'submission_already_open'>> {
  if (open !== null) return refuse({ code: 'submission_already_open', submissionId: open.id }); // APP-67
  if (app.organizationId === to) return ok(app);
  return ok(
    /* APP-69 WEBHOOK-14 */ {
      ...app,
      organizationId: to,
      testers: [],
      tier: 'none',
      updatedAt: now,
    },
  );
}
