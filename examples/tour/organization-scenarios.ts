// The scenarios of the tour's organizations, one each, in turn. Day 0 is the day on which they are created, the last day
// is today. Mails arrive at the end of their day.

import {
  acceptStep,
  declineStep,
  firstLink,
  forgedLink,
  inviteStep,
  inviteWithoutAddressStep,
  linkOfColleague,
  listInvitationsStep,
  previewInvitationStep,
  resendStep,
  revokeStep,
} from './steps/invitation-steps.js';
import {
  changeRoleStep,
  leaveOrganizationStep,
  listMembersStep,
  removeMemberStep,
} from './steps/member-steps.js';
import {
  createWithSameSlugStep,
  createWithSlugStep,
  findBySlugStep,
  getOrganizationStep,
  listOwnOrganizationsStep,
  readAuditTrailStep,
  renameStep,
  setDescriptionStep,
} from './steps/organization-steps.js';
import { signUpStep, verifyEmailStep } from './steps/sign-up-steps.js';
import type { ScenarioStep } from './steps/step-definition.js';

export type Scenario = readonly ScenarioStep[];

export const lastDay = 30;

const inviteAndAcceptScenario: Scenario = [
  { day: 0, actor: 'creator', step: inviteStep('ana') },
  { day: 0, actor: 'creator', step: inviteStep('ana'), expectedRefusal: 'already_invited' },
  { day: 0, actor: 'creator', step: inviteStep('ben', 'admin') },
  { day: 1, actor: 'ana', step: previewInvitationStep },
  { day: 1, actor: 'ana', step: signUpStep('ana') },
  { day: 1, actor: 'ana', step: acceptStep() },
  { day: 1, actor: 'ana', step: acceptStep() },
  { day: 1, actor: 'ana', step: listMembersStep },
  { day: 1, actor: 'ana', step: inviteStep('chidi'), expectedRefusal: 'permission_denied' },
  { day: 1, actor: 'ben', step: signUpStep('ben') },
  { day: 1, actor: 'ben', step: acceptStep() },
  { day: 1, actor: 'ben', step: inviteStep('ana'), expectedRefusal: 'already_a_member' },
];

const declineThenAcceptScenario: Scenario = [
  { day: 0, actor: 'creator', step: inviteStep('ana') },
  { day: 1, actor: 'ana', step: signUpStep('ana') },
  { day: 1, actor: 'ana', step: declineStep() },
  { day: 1, actor: 'ana', step: acceptStep(), expectedRefusal: 'invitation_declined' },
  { day: 1, actor: 'creator', step: inviteStep('ana') },
  { day: 2, actor: 'ana', step: acceptStep() },
];

const revokedInvitationScenario: Scenario = [
  { day: 0, actor: 'creator', step: inviteStep('ana') },
  { day: 1, actor: 'creator', step: revokeStep('ana') },
  { day: 1, actor: 'creator', step: revokeStep('ana'), expectedRefusal: 'invitation_revoked' },
  { day: 1, actor: 'ana', step: signUpStep('ana') },
  { day: 1, actor: 'ana', step: acceptStep(), expectedRefusal: 'invitation_revoked' },
];

const expiredInvitationScenario: Scenario = [
  { day: 0, actor: 'creator', step: inviteStep('ana') },
  { day: 0, actor: 'creator', step: inviteStep('ben') },
  { day: 8, actor: 'ana', step: signUpStep('ana') },
  { day: 8, actor: 'ana', step: acceptStep(), expectedRefusal: 'invitation_expired' },
  { day: 8, actor: 'creator', step: inviteStep('ana') },
  { day: 9, actor: 'ana', step: acceptStep() },
];

const resentInvitationScenario: Scenario = [
  { day: 0, actor: 'creator', step: inviteStep('ana') },
  { day: 0, actor: 'creator', step: resendStep('ana'), expectedRefusal: 'resend_too_soon' },
  { day: 1, actor: 'creator', step: resendStep('ana') },
  { day: 2, actor: 'ana', step: signUpStep('ana') },
  { day: 2, actor: 'ana', step: acceptStep(firstLink), expectedRefusal: 'invitation_not_found' },
  { day: 2, actor: 'ana', step: acceptStep() },
];

const wrongRecipientScenario: Scenario = [
  { day: 0, actor: 'creator', step: inviteStep('ana') },
  { day: 1, actor: 'stranger', step: signUpStep('stranger') },
  {
    day: 1,
    actor: 'stranger',
    step: acceptStep(linkOfColleague('ana')),
    expectedRefusal: 'invitation_email_mismatch',
  },
  {
    day: 1,
    actor: 'stranger',
    step: acceptStep(forgedLink),
    expectedRefusal: 'invitation_not_found',
  },
  {
    day: 1,
    actor: 'stranger',
    step: getOrganizationStep,
    expectedRefusal: 'organization_not_found',
  },
  { day: 1, actor: 'ana', step: signUpStep('ana', false) },
  { day: 1, actor: 'ana', step: acceptStep(), expectedRefusal: 'email_not_verified' },
  { day: 1, actor: 'ana', step: verifyEmailStep },
  { day: 1, actor: 'ana', step: acceptStep() },
];

const replacedAdminScenario: Scenario = [
  { day: 0, actor: 'creator', step: leaveOrganizationStep, expectedRefusal: 'last_admin' },
  {
    day: 0,
    actor: 'creator',
    step: changeRoleStep('member', 'creator'),
    expectedRefusal: 'last_admin',
  },
  { day: 0, actor: 'creator', step: inviteStep('ana', 'admin') },
  { day: 0, actor: 'creator', step: inviteStep('ben') },
  { day: 1, actor: 'ana', step: signUpStep('ana') },
  { day: 1, actor: 'ana', step: acceptStep() },
  { day: 1, actor: 'ana', step: changeRoleStep('member', 'creator') },
  { day: 1, actor: 'creator', step: readAuditTrailStep, expectedRefusal: 'permission_denied' },
  { day: 1, actor: 'ben', step: signUpStep('ben') },
  { day: 1, actor: 'ben', step: acceptStep(), expectedRefusal: 'invitation_revoked' },
  { day: 2, actor: 'creator', step: leaveOrganizationStep },
  { day: 2, actor: 'ana', step: leaveOrganizationStep, expectedRefusal: 'last_admin' },
];

const removeAndLeaveScenario: Scenario = [
  { day: 0, actor: 'creator', step: inviteStep('ana', 'admin') },
  { day: 0, actor: 'creator', step: inviteStep('ben') },
  { day: 1, actor: 'ana', step: signUpStep('ana') },
  { day: 1, actor: 'ana', step: acceptStep() },
  { day: 1, actor: 'ben', step: signUpStep('ben') },
  { day: 1, actor: 'ben', step: acceptStep() },
  { day: 1, actor: 'ana', step: changeRoleStep('admin', 'ben') },
  { day: 1, actor: 'ana', step: inviteStep('chidi') },
  { day: 2, actor: 'creator', step: removeMemberStep('ana') },
  { day: 2, actor: 'creator', step: removeMemberStep('ana'), expectedRefusal: 'member_not_found' },
  { day: 2, actor: 'ana', step: getOrganizationStep, expectedRefusal: 'organization_not_found' },
  { day: 2, actor: 'ben', step: leaveOrganizationStep },
];

const profileAndSlugScenario: Scenario = [
  {
    day: 0,
    actor: 'creator',
    step: renameStep('evil.example/now'),
    expectedRefusal: 'name_invalid',
  },
  { day: 0, actor: 'creator', step: setDescriptionStep('Created on the tour.') },
  { day: 0, actor: 'creator', step: inviteWithoutAddressStep, expectedRefusal: 'invalid_input' },
  { day: 1, actor: 'ben', step: signUpStep('ben') },
  { day: 1, actor: 'ben', step: signUpStep('ben'), expectedRefusal: 'email_taken' },
  { day: 1, actor: 'ben', step: findBySlugStep },
  { day: 1, actor: 'ben', step: createWithSameSlugStep, expectedRefusal: 'slug_taken' },
  { day: 1, actor: 'ben', step: createWithSlugStep('admin'), expectedRefusal: 'slug_reserved' },
  { day: 1, actor: 'ben', step: createWithSlugStep('Not a slug'), expectedRefusal: 'slug_invalid' },
  { day: 1, actor: 'creator', step: readAuditTrailStep },
  { day: 1, actor: 'creator', step: listOwnOrganizationsStep },
];

const pendingInvitationsScenario: Scenario = [
  { day: 26, actor: 'creator', step: inviteStep('ana') },
  { day: 26, actor: 'creator', step: inviteStep('ben', 'member', false) },
  { day: 27, actor: 'ana', step: previewInvitationStep },
  { day: 27, actor: 'creator', step: listInvitationsStep },
];

const shortJoinScenario: Scenario = [
  { day: 0, actor: 'creator', step: inviteStep('ana') },
  { day: 1, actor: 'ana', step: signUpStep('ana') },
  { day: 1, actor: 'ana', step: acceptStep() },
];

const unansweredScenario: Scenario = [{ day: 0, actor: 'creator', step: inviteStep('ana') }];

const recentInvitationScenario: Scenario = [{ day: 26, actor: 'creator', step: inviteStep('ana') }];

/** The rows take them in turn. */
const fullScenarios: readonly Scenario[] = [
  inviteAndAcceptScenario,
  declineThenAcceptScenario,
  revokedInvitationScenario,
  expiredInvitationScenario,
  resentInvitationScenario,
  wrongRecipientScenario,
  replacedAdminScenario,
  removeAndLeaveScenario,
  profileAndSlugScenario,
  pendingInvitationsScenario,
];
/** For three of ten rows; nothing happens in the other seven. */
const shortScenarios: readonly Scenario[] = [
  shortJoinScenario,
  unansweredScenario,
  recentInvitationScenario,
];

/** The first 200 rows get full scenarios; more would make a long input take minutes and show nothing new. */
const rowsWithFullScenario = 200;

/** The scenario of the row at this position in the input, counted from 0. */
export function scenarioAt(position: number): Scenario {
  if (position < rowsWithFullScenario) return fullScenarios[position % fullScenarios.length] ?? [];
  return shortScenarios[position % 10] ?? [];
}

/** The days on which something happens, in order. */
export const scenarioDays: readonly number[] = [
  ...new Set([...fullScenarios, ...shortScenarios].flat().map(({ day }) => day)),
].sort((a, b) => a - b);
