// The settings of the relay: from the environment and its options, and the errors without secrets.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOutageReporter } from '../../../src/cli/relay/outage-reporter.js';
import { type RelayFlags, readSettingsOrThrow } from '../../../src/cli/relay/settings.js';
import { scratchFolder, writeFiles } from '../../support/project.js';

const secret = 'a secret that only tests know, of more than 32 bytes';
const keys = JSON.stringify([{ kid: '2026-11', secret }]);
const environment = {
  MONGODB_URI: 'mongodb://u:hunter2@a.example:27017,b.example:27018/console?replicaSet=rs0',
  SMTP_URL: 'smtp://u:hunter2@smtp.example.com',
  SMTP_FROM: 'no-reply@example.com',
  GUILDHALL_BASE_URL: 'https://console.example.com/',
  GUILDHALL_INVITATION_KEYS: keys,
};

describe('the settings of a relay', () => {
  it('come from the environment', async () => {
    expect(await readSettingsOrThrow({}, environment)).toEqual({
      mongodbUri: environment.MONGODB_URI,
      database: 'console',
      placement: {},
      smtpUrl: environment.SMTP_URL,
      from: 'no-reply@example.com',
      baseUrl: 'https://console.example.com',
      language: 'en',
      invitationKeys: [{ kid: '2026-11', secret }],
      fieldKeys: null,
      idle: 5,
      maintenance: false,
      mirrorDocumentedShape: false,
    });
  });

  it('come from options first', async () => {
    const folder = scratchFolder();
    writeFiles(folder, { 'keys.json': JSON.stringify([{ kid: 'filed', secret }]) });
    const flags: RelayFlags = {
      mongodb: 'mongodb+srv://cluster.example/other',
      database: 'orgs',
      collectionPrefix: 'g_',
      from: 'Guildhall <mail@example.org>',
      baseUrl: 'http://localhost:3000',
      language: 'de-AT',
      keysFile: join(folder, 'keys.json'),
      idle: '0.5',
      maintenance: true,
      mirrorDocumentedShape: true,
    };
    const elsewhere = { GUILDHALL_DATABASE: 'unused', GUILDHALL_COLLECTION_PREFIX: 'unused_' };
    expect(await readSettingsOrThrow(flags, { ...environment, ...elsewhere })).toMatchObject({
      mongodbUri: flags.mongodb,
      database: 'orgs',
      placement: { database: 'orgs', collectionPrefix: 'g_' },
      from: flags.from,
      baseUrl: flags.baseUrl,
      language: 'de-AT',
      invitationKeys: [{ kid: 'filed' }],
      idle: 0.5,
      maintenance: true,
      mirrorDocumentedShape: true,
    });
  });

  it('have field keys if the environment has them', async () => {
    const given = { ...environment, GUILDHALL_FIELD_KEYS: keys };
    expect(await readSettingsOrThrow({}, given)).toMatchObject({
      fieldKeys: [{ kid: '2026-11', secret }],
    });
    const blank = { ...environment, GUILDHALL_FIELD_KEYS: ' ' };
    expect(await readSettingsOrThrow({}, blank)).toMatchObject({ fieldKeys: null });
  });

  it.each(['0', '-1', 'soon', '', '3601'])('refuse the wait "%s"', async (idle) => {
    await expect(readSettingsOrThrow({ idle }, environment)).rejects.toThrow(
      /^--idle must be a number/,
    );
  });

  it('name all missing ones, and no others', async () => {
    const { SMTP_URL: _smtp, GUILDHALL_INVITATION_KEYS: _keys, ...some } = environment;
    await expect(readSettingsOrThrow({}, { ...some, SMTP_URL: ' ' })).rejects.toThrow(
      /^The relay cannot start: set SMTP_URL and GUILDHALL_INVITATION_KEYS \(or --keys-file\)\.$/,
    );
    const { SMTP_FROM: _from, ...most } = environment;
    await expect(readSettingsOrThrow({}, most)).rejects.toThrow(
      /^The relay cannot start: set SMTP_FROM \(or --from\)\.$/,
    );
  });

  it.each<[Readonly<Record<string, string>>, RelayFlags, string]>([
    [{ MONGODB_URI: 'mongodb://u:hunter2@db.example:27017' }, {}, 'has no database name'],
    [{ MONGODB_URI: 'mongodb://u:hunter2@db.example/?replicaSet=rs0' }, {}, 'has no database name'],
    [{ MONGODB_URI: 'postgres://u:hunter2@db.example/console' }, {}, 'has no database name'],
    [{ GUILDHALL_BASE_URL: 'http://example.com' }, {}, 'must be https'],
    [{}, { language: 'in German' }, 'is not a language tag'],
    [{}, { keysFile: '/no/such/file' }, 'The keys file /no/such/file cannot be read'],
    [{ GUILDHALL_INVITATION_KEYS: `[{"kid": "a", "secret": "hunter2…` }, {}, 'not a list in JSON'],
    [{ GUILDHALL_INVITATION_KEYS: '[]' }, {}, 'not a list in JSON'],
    [{ GUILDHALL_INVITATION_KEYS: '{"kid": "a", "secret": "hunter2"}' }, {}, 'not a list in JSON'],
    [{ GUILDHALL_INVITATION_KEYS: '[{"kid": "a", "secret": "hunter2"}]' }, {}, 'only 7 bytes'],
    [{ GUILDHALL_FIELD_KEYS: '["hunter2"' }, {}, 'GUILDHALL_FIELD_KEYS are not a list in JSON'],
    [{ GUILDHALL_FIELD_KEYS: '[{"kid": "a", "secret": "hunter2"}]' }, {}, 'only 7 bytes'],
  ])('%j %j are refused without a secret in the message', async (given, flags, sentence) => {
    const fault: unknown = await readSettingsOrThrow(flags, { ...environment, ...given }).catch(
      (thrown: unknown) => thrown,
    );
    expect(fault).toMatchObject({ message: expect.stringContaining(sentence) });
    expect(fault).toMatchObject({ message: expect.not.stringContaining('hunter2') });
  });
});

describe('an outage', () => {
  it('is reported once, also if other faults occur in it, and so is its end', () => {
    const printed: string[] = [];
    const outage = createOutageReporter((line) => printed.push(line), 'available again');
    outage.clear();
    for (const sentence of ['away', 'away', 'slow', 'away', 'slow']) outage.report(sentence);
    outage.clear();
    outage.clear();
    outage.report('away');
    expect(printed).toEqual(['away', 'slow', 'available again', 'away']);
  });
});
