// Text fields of users, organizations, invitations and messages. The validator of each is its rule in the domain.

import { type MessageId, parseMessageId } from '../../../domain/journal/outbox-message.js';
import { type ExternalId, parseExternalId } from '../../../domain/organization/external-id.js';
import { parseTokenDigest, type TokenDigest } from '../../../domain/organization/invitation.js';
import { maxProfileDescriptionLength } from '../../../domain/organization/organization-profile.js';
import {
  parseRole,
  type Role,
  rolePattern,
} from '../../../domain/organization/role-permissions.js';
import { type DisplayName, parseDisplayName } from '../../../domain/shared/display-name.js';
import { isOperationId, type OperationId } from '../../../domain/shared/ids.js';
import { type LanguageTag, parseLanguageTag } from '../../../domain/shared/language-tag.js';
import { nameKeyOf } from '../../../domain/shared/name-key.js';
import { characterCount } from '../../../domain/shared/text.js';
import { parseWebAddress } from '../../../domain/shared/web-address.js';
import { type Slug, slugFault } from '../../../domain/slug/slug.js';
import {
  type EmailAddress,
  type EmailKey,
  maxEmailLength,
  parseEmail,
} from '../../../domain/user/email.js';
import { type Field, text } from './field.js';

export const emailAddress: Field<EmailAddress> = text((value) => {
  const email = parseEmail(value, []);
  return email.ok && email.value.address === value;
}, 'an e-mail address');

export const emailKey: Field<EmailKey> = text(
  (value) => value.length <= maxEmailLength && /^[^A-Z]+@[a-z0-9.-]+$/.test(value),
  'the key of an e-mail address',
);

export const displayName: Field<DisplayName> = text((value) => {
  const name = parseDisplayName(value, []);
  return name.ok && name.value === value;
}, 'a name');

export const nameKey: Field<string> = text((value) => value === nameKeyOf(value), 'a folded name');

export const externalId: Field<ExternalId> = text(
  (value) => parseExternalId(value) !== null,
  '1 to 128 visible ASCII characters',
);

export const slug: Field<Slug> = text((value) => slugFault(value) === null, 'a slug');

export const webAddress: Field<string> = text((value) => {
  const address = parseWebAddress(value, []);
  return address.ok && address.value === value;
}, 'a public http or https address');

/** Only its length, because a storage keeps every character of a text (ROUNDTRIP-12). The domain checks the rest. */
export const description: Field<string> = text(
  (value) => characterCount(value) <= maxProfileDescriptionLength,
  `at most ${maxProfileDescriptionLength} characters`,
);

export const languageTag: Field<LanguageTag> = text(
  (value) => parseLanguageTag(value, []).ok,
  'a language tag',
);

/** Any role: those that a service does not know allow nothing there. */
export const role: Field<Role> = {
  ...text<Role>((value) => parseRole(value) !== null, 'the name of a role'),
  jsonSchema: { bsonType: 'string', pattern: rolePattern.source },
  decode: (value) => (typeof value === 'string' ? (parseRole(value) ?? undefined) : undefined),
};

export const tokenDigest: Field<TokenDigest> = text(
  (value) => parseTokenDigest(value) !== null,
  'a SHA-256 digest',
);

export const operationId: Field<OperationId> = text(isOperationId, 'the id of an operation');

export const messageId: Field<MessageId> = text(
  (value) => parseMessageId(value) !== null,
  'the id of a message',
);
