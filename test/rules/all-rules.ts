// All rules, each with the test that proves it: users, organizations, slugs, e-mail addresses, invitations, the journal, apps,
// review, keys, webhooks and the store.

import { apiKeyRules } from './api-key-format-and-management.js';
import { apiKeyValidityRules } from './api-key-validity.js';
import { draftRules } from './app-drafts.js';
import { appDeletionRules } from './app-move-delete-archive.js';
import { appOwnershipRules } from './app-ownership.js';
import { packageNameRules } from './app-package-names.js';
import { appPermissionRules } from './app-permissions.js';
import { settingRules } from './app-settings-hardware-versions.js';
import { sharingRules } from './app-sharing.js';
import { toolRules } from './app-tools.js';
import { emailRules } from './email-addresses.js';
import { invitationAnswerRules } from './invitation-answers-and-platforms.js';
import { inviteAndAcceptRules } from './invitation-invite-and-accept.js';
import { invitationLimitRules } from './invitation-limits-and-mail.js';
import { invitationStateRules } from './invitation-states-and-tokens.js';
import { journalRules } from './journal-and-idempotency.js';
import { accountRules } from './organization-accounts.js';
import { organizationDeletionRules } from './organization-deletion.js';
import { organizationFieldRules } from './organization-fields.js';
import { memberRules } from './organization-members-and-admins.js';
import { nameAndProfileRules } from './organization-names-and-profiles.js';
import { claimRules } from './review-claims.js';
import { reviewDecisionRules } from './review-decisions.js';
import { enforcementRules } from './review-enforcement.js';
import { queueRules } from './review-queue.js';
import { readinessRules } from './review-readiness.js';
import { releaseRules } from './review-releases.js';
import { submissionRules } from './review-submissions.js';
import type { Rule } from './rule.js';
import { slugFormatRules } from './slug-format-and-suggestion.js';
import { slugReservationRules } from './slug-reserved-and-changed.js';
import { storeRules } from './store-listing-and-search.js';
import { userRules } from './users.js';
import { webhookRules } from './webhook-configuration.js';
import { webhookDeliveryRules } from './webhook-delivery.js';

export const allRules: readonly Rule[] = [
  ...userRules,
  ...nameAndProfileRules,
  ...accountRules,
  ...memberRules,
  ...organizationDeletionRules,
  ...organizationFieldRules,
  ...slugFormatRules,
  ...slugReservationRules,
  ...emailRules,
  ...invitationStateRules,
  ...inviteAndAcceptRules,
  ...invitationLimitRules,
  ...invitationAnswerRules,
  ...journalRules,
  ...packageNameRules,
  ...draftRules,
  ...sharingRules,
  ...appPermissionRules,
  ...toolRules,
  ...settingRules,
  ...appDeletionRules,
  ...appOwnershipRules,
  ...submissionRules,
  ...readinessRules,
  ...claimRules,
  ...reviewDecisionRules,
  ...queueRules,
  ...releaseRules,
  ...enforcementRules,
  ...apiKeyRules,
  ...apiKeyValidityRules,
  ...webhookRules,
  ...webhookDeliveryRules,
  ...storeRules,
];
