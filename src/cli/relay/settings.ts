// What the relay is told: secrets by the environment or a file, never by an argument, which every user of the machine can
// read.

import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import {
  type FieldSecret,
  fieldCipher,
  type InvitationSecret,
  invitationKeys,
  type KeySecret,
} from '../../adapters/web/index.js';
import { languageOf } from '../../application/mail/languages.js';
import { parseBaseUrl } from '../../application/mail/link.js';

export interface RelayFlags {
  readonly mongodb?: string;
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
  /** Names a database. */
  readonly mongodb: string;
  readonly database: string;
  readonly smtp: string;
  readonly from: string;
  readonly baseUrl: string;
  readonly language: string;
  readonly keys: readonly InvitationSecret[];
  /** Null where there are none: webhooks are then left to another relay. */
  readonly fieldKeys: readonly FieldSecret[] | null;
  /** Seconds to wait where nothing was due. */
  readonly idle: number;
  readonly maintenance: boolean;
  readonly mirrorDocumentedShape: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws one sentence that names everything that is missing, or what cannot be read. */
export async function readSettings(
  flags: RelayFlags,
  environment: Environment,
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
  if (missing.length > 0) throw new Error(`The relay cannot start yet: set ${listed(missing)}.`);
  return {
    mongodb,
    database: databaseIn(mongodb),
    smtp,
    from,
    baseUrl: parseBaseUrl(baseUrl),
    language: languageOf(flags.language ?? 'en'),
    keys: invitationKeysIn(flags.keysFile === undefined ? keys : await fileAt(flags.keysFile)),
    fieldKeys: fieldKeysIn(environment['GUILDHALL_FIELD_KEYS']),
    idle: secondsIn(flags.idle ?? '5'),
    maintenance: flags.maintenance ?? false,
    mirrorDocumentedShape: flags.mirrorDocumentedShape ?? false,
  };
}

function listed(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ');
}

const longestIdle = 3_600;

function secondsIn(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds > 0 && seconds <= longestIdle) return seconds;
  throw new Error(`--idle is no number of seconds above 0, at most ${longestIdle}; correct it.`);
}

/** Not a URL: several hosts may stand in it. */
function databaseIn(uri: string): string {
  const [, database] = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^/?]+)/.exec(uri) ?? [];
  if (database !== undefined) return database;
  throw new Error(
    'MONGODB_URI names no database; give one such as mongodb://db.example.com:27017/console?replicaSet=rs0.',
  );
}

async function fileAt(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new Error(`The file of keys ${path} cannot be read; check --keys-file.`);
  }
}

const keyList = z.array(z.object({ kid: z.string(), secret: z.string() })).min(1);

/** Checked before anything is opened, as the others are. */
function invitationKeysIn(json: string): readonly InvitationSecret[] {
  const keys = keysIn(json, 'The keys');
  invitationKeys(keys);
  return keys;
}

function fieldKeysIn(json: string | undefined): readonly FieldSecret[] | null {
  if (json === undefined || json.trim() === '') return null;
  const keys = keysIn(json, 'The GUILDHALL_FIELD_KEYS');
  fieldCipher(keys);
  return keys;
}

/** A fault of the parser's would repeat a part of the secrets. */
function keysIn(json: string, which: string): readonly KeySecret[] {
  const keys = keyList.safeParse(parsed(json));
  if (keys.success) return keys.data;
  throw new Error(
    `${which} are not a list in JSON; give the newest first, as [{"kid": "2026-11", "secret": "…"}].`,
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
