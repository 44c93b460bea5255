// The view of an app for its organization.

import type { App } from '../../domain/app/app.js';
import { type AudienceView, pickVisibleFields } from '../../domain/shared/field-visibility.js';
import { appFieldVisibility } from '../../domain/shared/field-visibility-tables.js';
import type { EmailAddress } from '../../domain/user/email.js';

/** An app as its organization sees it. Testers are email addresses. */
export interface AppView
  extends Omit<AudienceView<App, typeof appFieldVisibility, 'member'>, 'testers'> {
  readonly testers: readonly EmailAddress[];
}

export function appView(app: App): AppView {
  const { testers, ...fields } = pickVisibleFields('member', appFieldVisibility, app);
  return { ...fields, testers: testers.map(({ address }) => address) };
}
