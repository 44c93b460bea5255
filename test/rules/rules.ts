// The rules of organizations, slugs, e-mail addresses, invitations, the journal, apps, review, keys, webhooks and the
// store, each with its proof.

import { accounts } from './of-accounts.js';
import { answers } from './of-answers.js';
import { apiKeys } from './of-api-keys.js';
import { appEnds } from './of-app-ends.js';
import { appOwners } from './of-app-owners.js';
import { apps } from './of-apps.js';
import { claims } from './of-claims.js';
import { deliveries } from './of-deliveries.js';
import { drafts } from './of-drafts.js';
import { emails } from './of-emails.js';
import { ends } from './of-ends.js';
import { enforcement } from './of-enforcement.js';
import { invitations } from './of-invitations.js';
import { journal } from './of-journal.js';
import { keptSlugs } from './of-kept-slugs.js';
import { keyEnds } from './of-key-ends.js';
import { members } from './of-members.js';
import { namesAndProfiles } from './of-names.js';
import { appPermissions } from './of-permissions.js';
import { queue } from './of-queue.js';
import { readiness } from './of-readiness.js';
import { releases } from './of-releases.js';
import { review } from './of-review.js';
import { sending } from './of-sending.js';
import { settings } from './of-settings.js';
import { sharing } from './of-sharing.js';
import { slugs } from './of-slugs.js';
import { store } from './of-store.js';
import { submissions } from './of-submissions.js';
import { tools } from './of-tools.js';
import { webhooks } from './of-webhooks.js';
import type { Rule } from './rule.js';

export const rules: readonly Rule[] = [
  ...namesAndProfiles,
  ...accounts,
  ...members,
  ...ends,
  ...slugs,
  ...keptSlugs,
  ...emails,
  ...invitations,
  ...answers,
  ...sending,
  ...journal,
  ...apps,
  ...drafts,
  ...sharing,
  ...appPermissions,
  ...tools,
  ...settings,
  ...appEnds,
  ...appOwners,
  ...submissions,
  ...readiness,
  ...claims,
  ...review,
  ...queue,
  ...releases,
  ...enforcement,
  ...apiKeys,
  ...keyEnds,
  ...webhooks,
  ...deliveries,
  ...store,
];
