// What the core needs of the world, from what every Web platform has: Node, browsers, workers.

export { cryptoRandom } from './crypto-random.js';
export { webDigests } from './digests.js';
export { fieldCipher } from './field-cipher.js';
export {
  developmentKeys,
  type FieldSecret,
  type InvitationSecret,
  invitationKeys,
} from './invitation-keys.js';
export { joseInvitationTokens } from './invitation-tokens.js';
export type { KeyRing, KeySecret } from './keys.js';
export { objectIds } from './object-ids.js';
export { systemClock } from './system-clock.js';
export { timedPacing } from './timed-pacing.js';
