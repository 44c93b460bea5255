// Moves an app to another organization.

import type { OrganizationId } from '../shared/ids.js';
import type { App } from './app.js';

/** Moves the app to another organization without its testers and tier. The live release keeps its reviewed publisher. */
export function moveApp(app: App, to: OrganizationId, now: Date): App {
  return /* APP-69 WEBHOOK-14 */ {
    ...app,
    organizationId: to,
    testers: [],
    tier: 'none',
    updatedAt: now,
  };
}
