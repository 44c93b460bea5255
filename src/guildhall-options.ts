// The options of `createGuildhall`, and their check for programs without types: a mistake fails at once and with a sentence.

import type { FieldSecret, InvitationSecret } from './adapters/web/invitation-keys.js';
import type { MailTemplates } from './application/mail/mail-templates.js';
import {
  isMetadataSchemas,
  type MetadataSchemas,
} from './application/metadata/metadata-schemas.js';
import type { OwnRoles } from './domain/organization/role-permissions.js';
import type { Policy } from './domain/shared/policy-limits.js';
import type { Transliterate } from './domain/slug/slug-from-name.js';
import type { Clock, IdGenerator, Random, RetryPauses } from './ports/clock-random-ids.js';
import { requireFactoryOptions } from './ports/factory-options.js';
import type { Mailer } from './ports/mailer.js';
import type { RateLimiter } from './ports/rate-limiter.js';
import type { ReviewerDirectory } from './ports/reviewer-directory.js';
import type { Storage } from './ports/storage.js';
import type { WebhookSender } from './ports/webhook-sender.js';

/** All options of `createGuildhall`, except the storage. `R` are the names of your own roles, and `P` their permissions. */
export interface CoreOptions<R extends string = never, P extends string = never> {
  /** The secrets of the services. `developmentKeys()` gives some for development. */
  readonly keys: {
    /** Sign invitation tokens, the newest first. Keep older ones until their tokens have expired. */
    readonly invitation: readonly InvitationSecret[];
    /** Encrypt webhook secrets, the newest first. Keep older ones to decrypt what they encrypted. Without any, webhooks cannot be set up. */
    readonly fields?: readonly FieldSecret[];
  };
  /** The address that links in mails begin with: https, or http on this machine. */
  readonly baseUrl: string;
  /** Sends the mails. The relay cannot run without one. */
  readonly mailer?: Mailer;
  /** Sends the webhooks: `httpWebhookSender()` of `guildhall/webhooks`. Without one, webhook messages wait for a relay that has one. */
  readonly webhookSender?: WebhookSender;
  readonly clock?: Clock;
  readonly ids?: IdGenerator;
  readonly random?: Random;
  readonly pacing?: RetryPauses;
  /** Counts for the rate limits. If absent, each process counts for itself; `mongooseRateLimiter` counts for all processes together. */
  readonly rateLimiter?: RateLimiter;
  /** Makes Latin letters of a name, for slugs. `guildhall/node` has one for most scripts; if absent, only accents of Latin letters are removed. */
  readonly transliterate?: Transliterate;
  readonly policy?: Partial<Policy>;
  /**
   * Roles of your own with their permissions, such as `{ viewer: ['organization:read', 'reports:export'] }`, beside `admin`,
   * which has every permission, and `member`, to which you may give others. A permission of Guildhall's keeps its meaning;
   * any other is yours, and its first word is none of Guildhall's own.
   */
  readonly roles?: OwnRoles<R, P> & { readonly admin?: never };
  /** Slugs that no organization may take, besides the built-in list. */
  readonly reservedSlugs?: Iterable<string>;
  /** The reviewers of the platform and their capabilities. Nobody if absent. */
  readonly reviewers?: ReviewerDirectory;
  /** Prefixes that package names may not have, such as `com.example.platform`, besides the built-in list. */
  readonly reservedPackagePrefixes?: Iterable<string>;
  /** Prefixes that package names may have only in an organization whose verified contact address is of this domain, reversed (`com.google`: google.com), besides the built-in list. */
  readonly vendorPackagePrefixes?: Iterable<string>;
  /** The prefix of API keys, by which people and secret scanners recognize them: 2 to 16 characters of a–z and 0–9, the first a letter. `guild` if absent. */
  readonly keyPrefix?: string;
  /** Schemas of any vendor that follows Standard Schema, which check the metadata of rows. Without one, every object of JSON is allowed. */
  readonly metadata?: MetadataSchemas;
  /** The language of a mail if its invitation has none, as a BCP 47 tag. `en` if absent. */
  readonly language?: string;
  /** The mail templates. The core has English and German ones; `templatesByLanguage` adds languages. */
  readonly templates?: Partial<MailTemplates>;
}

/** The options of `createGuildhall`. */
export interface GuildhallOptions<R extends string = never, P extends string = never>
  extends CoreOptions<R, P> {
  readonly storage: Storage;
}

interface OptionShape {
  readonly isRequired?: true;
  /** What it must be. */
  readonly shape: string;
  fits(value: unknown): boolean;
}

function objectWith(shape: string, ...methods: readonly string[]): OptionShape {
  return {
    shape,
    fits: (value) =>
      typeof value === 'object' &&
      value !== null &&
      methods.every((method) => typeof Reflect.get(value, method) === 'function'),
  };
}

const text: OptionShape = { shape: 'text', fits: (value) => typeof value === 'string' };

const listOfTexts: OptionShape = {
  shape: 'a list of texts',
  fits: (value) => typeof value === 'object' && value !== null && Symbol.iterator in value,
};

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

const optionShapes: Readonly<Record<keyof GuildhallOptions, OptionShape>> = {
  storage: {
    ...objectWith(
      'a storage, such as memoryStorage() or mongooseStorage({ connection })',
      'commit',
    ),
    isRequired: true,
  },
  keys: {
    shape:
      'an object with lists of secrets, `invitation` and perhaps `fields`; developmentKeys() gives one for development',
    isRequired: true,
    fits(value) {
      const [invitation, fields]: unknown[] = ['invitation', 'fields'].map((name) =>
        Reflect.get(Object(value), name),
      );
      return Array.isArray(invitation) && (fields === undefined || Array.isArray(fields));
    },
  },
  baseUrl: { ...text, shape: 'the address of your pages, as text', isRequired: true },
  mailer: objectWith('an object with the method `send`', 'send'),
  webhookSender: objectWith(
    'an object with the method `send`, such as httpWebhookSender()',
    'send',
  ),
  clock: objectWith('an object with the method `now`', 'now'),
  ids: objectWith('an object with the method `next`', 'next'),
  random: objectWith('an object with the methods of `Random`', 'fraction'),
  pacing: objectWith('an object with the methods of `RetryPauses`', 'sleep', 'backoff'),
  rateLimiter: objectWith('an object with the method `take`', 'take'),
  transliterate: {
    shape: 'a function that makes Latin letters of a text',
    fits: (value) => typeof value === 'function',
  },
  roles: {
    shape: "an object with lists of permissions by role, such as { viewer: ['organization:read'] }",
    fits: (value) =>
      typeof value === 'object' &&
      value !== null &&
      Object.getPrototypeOf(value) === Object.prototype &&
      Object.values(value).every(isListOfText),
  },
  policy: objectWith('an object with limits by name, such as { commandDeadline: 20 }'),
  reservedSlugs: listOfTexts,
  reviewers: objectWith('an object with the method `capabilitiesOf`', 'capabilitiesOf'),
  reservedPackagePrefixes: listOfTexts,
  vendorPackagePrefixes: listOfTexts,
  keyPrefix: text,
  metadata: {
    shape:
      'an object with Standard Schemas, such as { organization: { public: schema, private: schema } }',
    fits: isMetadataSchemas,
  },
  language: text,
  templates: objectWith('an object with functions'),
};

/** What must be given, as one writes it in a first program. */
const examples = {
  storage: 'memoryStorage()',
  keys: 'developmentKeys()',
  baseUrl: "'http://localhost:3000'",
};

/** Throws an error that names the first option that is missing, unknown or of another shape. `call` is what the caller has called, and `omitted` are the options that it does not take. */
export function checkOptions(
  options: unknown,
  call: string,
  omitted: readonly (keyof GuildhallOptions)[] = [],
): void {
  const known = Object.entries(optionShapes).filter(
    ([name]) => !omitted.some((one) => one === name),
  );
  const needed = Object.entries(examples).filter(([name]) => known.some(([one]) => one === name));
  requireFactoryOptions(
    {
      call,
      names: known.map(([name]) => name),
      example: `${call}({ ${needed.map((option) => option.join(': ')).join(', ')} })`,
    },
    options,
  );
  for (const [name, { isRequired, shape, fits }] of known) {
    const value: unknown = Reflect.get(options, name);
    if (value === undefined && isRequired !== true) continue;
    if (value === undefined) throw new TypeError(`${call} needs the option "${name}": ${shape}`);
    if (!fits(value)) throw new TypeError(`the option "${name}" of ${call} must be ${shape}`);
  }
}
