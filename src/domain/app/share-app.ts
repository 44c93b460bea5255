// Changes who can see an app and who can test its draft.

import type { Issue } from '../shared/refusal.js';
import { type EmailKey, type EmailWithKey, parseEmail } from '../user/email.js';
import type { App, AppVisibility } from './app.js';
import { okUnlessIssues, type ParseResult } from './manifest-issues.js';

export const maxTesters = /* APP-29 */ 100;
/** Parses the addresses of testers. Refused: `invalid_input` with the issues of all of them. */
export function parseTesters(texts: readonly string[]): ParseResult<readonly EmailWithKey[]> {
  const issues: Issue[] = [];
  const seen = new Set<EmailKey>();
  const testers = texts.flatMap((text, index) => {
    const path = ['testers', index];
    const email = parseEmail(text, path);
    if (!email.ok) {
      issues.push(...email.refusal.issues);
      return [];
    }
    if (/* APP-28 */ seen.has(email.value.key)) {
      issues.push({ code: 'duplicate', path, message: 'this address is in the list twice' });
    }
    seen.add(email.value.key);
    return [email.value];
  });
  return okUnlessIssues(issues, testers);
}

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
