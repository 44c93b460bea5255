// The relay's settings, from its options and the environment. Secrets come from the environment or a file, never from an
// option, which every user of the machine can read.

import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { MongooseStorageOptions } from '../../adapters/mongoose/index.js';
import {
  type FieldSecret,
  fieldCipher,
  type InvitationSecret,
  invitationKeyRingOrThrow,
  type KeySecret,
} from '../../adapters/web/index.js';
import { baseUrlOrThrow } from '../../application/base-url.js';
import { languageTagOrThrow } from '../../application/mail/templates-by-language.js';
import { parseJsonOrUndefined } from '../parse-json.js';

export interface RelayFlags {
  readonly mongodb?: string;
  readonly database?: string;
  readonly collectionPrefix?: string;
  readonly from?: string;
  readonly baseUrl?: string;
  readonly keysFile?: string;
  readonly language?: string;
  readonly idle?: string;
  readonly maintenance?: boolean;
  readonly mirrorDocumentedShape?: boolean;
  readonly once?: boolean;
}

export interface RelaySettings {
  /** A connection string with a database name. */
  readonly mongodbUri: string;
  /** The database that holds the rows. */
  readonly database: string;
  /** Options of the storage, as far as they are set. */
  readonly placement: RowPlacement;
  readonly smtpUrl: string;
  readonly from: string;
  readonly baseUrl: string;
  readonly language: string;
  readonly invitationKeys: readonly InvitationSecret[];
  /** Null if not set: this relay then leaves webhooks to another relay. */
  readonly fieldKeys: readonly FieldSecret[] | null;
  /** Seconds to wait if nothing was due. */
  readonly idle: number;
  readonly maintenance: boolean;
  readonly mirrorDocumentedShape: boolean;
}

type RowPlacement = Pick<MongooseStorageOptions, 'collectionPrefix' | 'database'>;

/** Throws an error that names all missing settings, or the one that is invalid. */
export async function readSettingsOrThrow(
  flags: RelayFlags,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<RelaySettings> {
  const missing: string[] = [];
  const need = (value: string | undefined, name: string): string => {
    if (value === undefined || value.trim() === '') missing.push(name);
    return value ?? '';
  };
  const mongodb = need(flags.mongodb ?? environment['MONGODB_URI'], 'MONGODB_URI (or --mongodb)');
  const smtp = need(environment['SMTP_URL'], 'SMTP_URL');
  const from = need(flags.from ?? environment['SMTP_FROM'], 'SMTP_FROM (or --from)');
  const baseUrl = need(
    flags.baseUrl ?? environment['GUILDHALL_BASE_URL'],
    'GUILDHALL_BASE_URL (or --base-url)',
  );
  const keys = need(
    flags.keysFile ?? environment['GUILDHALL_INVITATION_KEYS'],
    'GUILDHALL_INVITATION_KEYS (or --keys-file)',
  );
  if (missing.length > 0) throw new Error(`The relay cannot start: set ${joinNames(missing)}.`);
  const database = flags.database ?? presentOrUndefined(environment['GUILDHALL_DATABASE']);
  const collectionPrefix = flags.collectionPrefix ?? environment['GUILDHALL_COLLECTION_PREFIX'];
  return {
    mongodbUri: mongodb,
    database: database ?? databaseNameOrThrow(mongodb),
    placement: {
      ...(database === undefined ? {} : { database }),
      ...(collectionPrefix === undefined ? {} : { collectionPrefix }),
    },
    smtpUrl: smtp,
    from,
    baseUrl: baseUrlOrThrow(baseUrl),
    language: languageTagOrThrow(flags.language ?? 'en'),
    invitationKeys: parseInvitationKeysOrThrow(
      flags.keysFile === undefined ? keys : await readKeysFileOrThrow(flags.keysFile),
    ),
    fieldKeys: parseOptionalFieldKeysOrThrow(environment['GUILDHALL_FIELD_KEYS']),
    idle: parseIdleSecondsOrThrow(flags.idle ?? '5'),
    maintenance: flags.maintenance ?? false,
    mirrorDocumentedShape: flags.mirrorDocumentedShape ?? false,
  };
}

/** A variable that is set to nothing is not set. An empty prefix is one, so it is not read with this. */
function presentOrUndefined(value: string | undefined): string | undefined {
  return value?.trim() === '' ? undefined : value;
}

function joinNames(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ');
}

const maxIdleSeconds = 3_600;

function parseIdleSecondsOrThrow(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds > 0 && seconds <= maxIdleSeconds) return seconds;
  throw new Error(
    `--idle must be a number of seconds above 0 and at most ${maxIdleSeconds}; correct it.`,
  );
}

/** A connection string is not a URL: it may have several hosts. */
function databaseNameOrThrow(uri: string): string {
  const [, database] = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^/?]+)/.exec(uri) ?? [];
  if (database !== undefined) return database;
  throw new Error(
    'MONGODB_URI has no database name; add it, as in mongodb://db.example.com:27017/console?replicaSet=rs0, or give --database.',
  );
}

async function readKeysFileOrThrow(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new Error(`The keys file ${path} cannot be read; check --keys-file.`);
  }
}

const keyListSchema = z.array(z.object({ kid: z.string(), secret: z.string() })).min(1);

/** Also checks the keys, so that a wrong one fails before anything is opened. */
function parseInvitationKeysOrThrow(json: string): readonly InvitationSecret[] {
  const keys = parseKeyListOrThrow(json, 'The invitation keys');
  invitationKeyRingOrThrow(keys);
  return keys;
}

function parseOptionalFieldKeysOrThrow(json: string | undefined): readonly FieldSecret[] | null {
  if (json === undefined || json.trim() === '') return null;
  const keys = parseKeyListOrThrow(json, 'The keys in GUILDHALL_FIELD_KEYS');
  fieldCipher(keys);
  return keys;
}

function parseKeyListOrThrow(json: string, which: string): readonly KeySecret[] {
  const keys = keyListSchema.safeParse(parseJsonOrUndefined(json));
  if (keys.success) return keys.data;
  throw new Error(
    `${which} are not a list in JSON; list the newest first, as [{"kid": "2026-11", "secret": "…"}].`,
  );
}
