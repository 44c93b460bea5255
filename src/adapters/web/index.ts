// The ports of the core, implemented with what every Web platform has: Node, browsers, workers.

export { cryptoRandom, objectIds, systemClock, timedPacing } from './clock-random-ids.js';
export { webDigests } from './digests.js';
export { fieldCipher } from './field-cipher.js';
export {
  developmentKeys,
  type FieldSecret,
  hasDevelopmentKey,
  type InvitationSecret,
  invitationKeyRingOrThrow,
} from './invitation-keys.js';
export { jwtInvitationTokens } from './invitation-tokens.js';
export type { KeyRing, KeySecret } from './keys.js';
