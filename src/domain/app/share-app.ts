// Changes who can see an app and who can test its draft.

import type { EmailKey, EmailWithKey } from '../user/email.js';
import type { App, AppVisibility } from './app.js';

export const maxTesters = /* APP-29 */ 100;
export interface AppSharingChange {
  readonly visibility?: AppVisibility;
  readonly testers?: readonly EmailWithKey[];
}

export function changeAppSharing(
  app: App,
  { visibility, testers }: AppSharingChange,
  now: Date,
): App {
  return {
    ...app,
    visibility: visibility ?? app.visibility,
    testers: testers ?? app.testers,
    updatedAt: now,
  };
}

export function isTester({ testers }: Pick<App, 'testers'>, key: EmailKey): boolean {
  return testers.some((tester) => tester.key === key);
}

/** Removes the tester with this email address. */
export function removeTester(app: App, key: EmailKey, now: Date): App {
  return { ...app, testers: app.testers.filter((tester) => tester.key !== key), updatedAt: now };
}
