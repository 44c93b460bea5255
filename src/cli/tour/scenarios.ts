// What happens in the organizations of the tour, one scenario each, in turn. Days count from the founding; the last
// one is today. Mails arrive at the end of their day.

import type { Step } from './deeds/deed.js';
import {
  accepts,
  declines,
  forgedLink,
  invites,
  invitesNoAddress,
  linkOf,
  looksAtInvitations,
  oldLink,
  previews,
  resends,
  revokes,
} from './deeds/invitations.js';
import { gives, leaves, looksAtMembers, removes } from './deeds/members.js';
import {
  describes,
  foundsAs,
  foundsUnderSameSlug,
  looksAtOrganization,
  looksAtOwnOrganizations,
  looksUpSlug,
  readsAudit,
  renames,
} from './deeds/organizations.js';
import { signsUp, verifiesAddress } from './deeds/sign-up.js';

export type Scenario = readonly Step[];

export const lastDay = 30;

const joining: Scenario = [
  { day: 0, who: 'founder', does: invites('ana') },
  { day: 0, who: 'founder', does: invites('ana'), refused: 'already_invited' },
  { day: 0, who: 'founder', does: invites('ben', 'admin') },
  { day: 1, who: 'ana', does: previews },
  { day: 1, who: 'ana', does: signsUp('ana') },
  { day: 1, who: 'ana', does: accepts() },
  { day: 1, who: 'ana', does: accepts(), refused: 'invitation_already_accepted' },
  { day: 1, who: 'ana', does: looksAtMembers },
  { day: 1, who: 'ana', does: invites('chidi'), refused: 'permission_denied' },
  { day: 1, who: 'ben', does: signsUp('ben') },
  { day: 1, who: 'ben', does: accepts() },
  { day: 1, who: 'ben', does: invites('ana'), refused: 'already_a_member' },
];

const changeOfMind: Scenario = [
  { day: 0, who: 'founder', does: invites('ana') },
  { day: 1, who: 'ana', does: signsUp('ana') },
  { day: 1, who: 'ana', does: declines() },
  { day: 1, who: 'ana', does: accepts(), refused: 'invitation_declined' },
  { day: 1, who: 'founder', does: invites('ana') },
  { day: 2, who: 'ana', does: accepts() },
];

const takenBack: Scenario = [
  { day: 0, who: 'founder', does: invites('ana') },
  { day: 1, who: 'founder', does: revokes('ana') },
  { day: 1, who: 'founder', does: revokes('ana'), refused: 'invitation_revoked' },
  { day: 1, who: 'ana', does: signsUp('ana') },
  { day: 1, who: 'ana', does: accepts(), refused: 'invitation_revoked' },
];

const tooLate: Scenario = [
  { day: 0, who: 'founder', does: invites('ana') },
  { day: 0, who: 'founder', does: invites('ben') },
  { day: 8, who: 'ana', does: signsUp('ana') },
  { day: 8, who: 'ana', does: accepts(), refused: 'invitation_expired' },
  { day: 8, who: 'founder', does: invites('ana') },
  { day: 9, who: 'ana', does: accepts() },
];

const lostMail: Scenario = [
  { day: 0, who: 'founder', does: invites('ana') },
  { day: 0, who: 'founder', does: resends('ana'), refused: 'resend_too_soon' },
  { day: 1, who: 'founder', does: resends('ana') },
  { day: 2, who: 'ana', does: signsUp('ana') },
  { day: 2, who: 'ana', does: accepts(oldLink), refused: 'invitation_not_found' },
  { day: 2, who: 'ana', does: accepts() },
];

const wrongHands: Scenario = [
  { day: 0, who: 'founder', does: invites('ana') },
  { day: 1, who: 'stranger', does: signsUp('stranger') },
  { day: 1, who: 'stranger', does: accepts(linkOf('ana')), refused: 'invitation_email_mismatch' },
  { day: 1, who: 'stranger', does: accepts(forgedLink), refused: 'invitation_not_found' },
  { day: 1, who: 'stranger', does: looksAtOrganization, refused: 'organization_not_found' },
  { day: 1, who: 'ana', does: signsUp('ana', false) },
  { day: 1, who: 'ana', does: accepts(), refused: 'email_not_verified' },
  { day: 1, who: 'ana', does: verifiesAddress },
  { day: 1, who: 'ana', does: accepts() },
];

const handingOver: Scenario = [
  { day: 0, who: 'founder', does: leaves, refused: 'last_admin' },
  { day: 0, who: 'founder', does: gives('member', 'founder'), refused: 'last_admin' },
  { day: 0, who: 'founder', does: invites('ana', 'admin') },
  { day: 0, who: 'founder', does: invites('ben') },
  { day: 1, who: 'ana', does: signsUp('ana') },
  { day: 1, who: 'ana', does: accepts() },
  { day: 1, who: 'ana', does: gives('member', 'founder') },
  { day: 1, who: 'founder', does: readsAudit, refused: 'permission_denied' },
  { day: 1, who: 'ben', does: signsUp('ben') },
  { day: 1, who: 'ben', does: accepts(), refused: 'invitation_revoked' },
  { day: 2, who: 'founder', does: leaves },
  { day: 2, who: 'ana', does: leaves, refused: 'last_admin' },
];

const departures: Scenario = [
  { day: 0, who: 'founder', does: invites('ana', 'admin') },
  { day: 0, who: 'founder', does: invites('ben') },
  { day: 1, who: 'ana', does: signsUp('ana') },
  { day: 1, who: 'ana', does: accepts() },
  { day: 1, who: 'ben', does: signsUp('ben') },
  { day: 1, who: 'ben', does: accepts() },
  { day: 1, who: 'ana', does: gives('admin', 'ben') },
  { day: 1, who: 'ana', does: invites('chidi') },
  { day: 2, who: 'founder', does: removes('ana') },
  { day: 2, who: 'founder', does: removes('ana'), refused: 'member_not_found' },
  { day: 2, who: 'ana', does: looksAtOrganization, refused: 'organization_not_found' },
  { day: 2, who: 'ben', does: leaves },
];

const inTheOpen: Scenario = [
  { day: 0, who: 'founder', does: renames('evil.example'), refused: 'name_invalid' },
  { day: 0, who: 'founder', does: describes('Founded on the tour.') },
  { day: 0, who: 'founder', does: invitesNoAddress, refused: 'invalid_input' },
  { day: 1, who: 'ben', does: signsUp('ben') },
  { day: 1, who: 'ben', does: signsUp('ben'), refused: 'email_taken' },
  { day: 1, who: 'ben', does: looksUpSlug },
  { day: 1, who: 'ben', does: foundsUnderSameSlug, refused: 'slug_taken' },
  { day: 1, who: 'ben', does: foundsAs('admin'), refused: 'slug_reserved' },
  { day: 1, who: 'ben', does: foundsAs('Not a slug'), refused: 'slug_invalid' },
  { day: 1, who: 'founder', does: readsAudit },
  { day: 1, who: 'founder', does: looksAtOwnOrganizations },
];

const stillOpen: Scenario = [
  { day: 26, who: 'founder', does: invites('ana') },
  { day: 26, who: 'founder', does: invites('ben', 'member', false) },
  { day: 27, who: 'ana', does: previews },
  { day: 27, who: 'founder', does: looksAtInvitations },
];

const joiningAtOnce: Scenario = [
  { day: 0, who: 'founder', does: invites('ana') },
  { day: 1, who: 'ana', does: signsUp('ana') },
  { day: 1, who: 'ana', does: accepts() },
];

const noAnswer: Scenario = [{ day: 0, who: 'founder', does: invites('ana') }];

const noAnswerYet: Scenario = [{ day: 26, who: 'founder', does: invites('ana') }];

/** In turn, one a row. */
const full: readonly Scenario[] = [
  joining,
  changeOfMind,
  takenBack,
  tooLate,
  lostMail,
  wrongHands,
  handingOver,
  departures,
  inTheOpen,
  stillOpen,
];
/** For three rows of ten; nothing happens in the others. */
const short: readonly Scenario[] = [joiningAtOnce, noAnswer, noAnswerYet];

/** So many rows get scenarios in full; with more, a long input would show the same for minutes. */
const rowsInFull = 200;

/** The scenario of the row at this position in the input, from 0. */
export function scenarioAt(position: number): Scenario {
  if (position < rowsInFull) return full[position % full.length] ?? [];
  return short[position % 10] ?? [];
}

/** Every day on which something happens, in order. */
export const days: readonly number[] = [
  ...new Set([...full, ...short].flat().map(({ day }) => day)),
].sort((a, b) => a - b);
