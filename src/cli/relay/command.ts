// The command `guildhall relay`: delivers queued mail and webhooks until the process is stopped.

import { Command } from 'commander';
import type { SmtpMailer } from '../../adapters/smtp/index.js';
import {
  createGuildhall,
  type DeliveryProblem,
  type Guildhall,
  isMailRefusedError,
  type Mailer,
  type MaintenanceRound,
  type RelayCallbacks,
  type RelayDelivery,
  type RelayRound,
} from '../../index.js';
import { loadOptionalPackage } from '../optional-package.js';
import { type OpenedStorage, waitForStorageUnlessAborted } from './open-storage.js';
import { createOutageReporter, type OutageReporter } from './outage-reporter.js';
import { createSentLog, type SentLog } from './sent-log.js';
import { type RelayFlags, type RelaySettings, readSettingsOrThrow } from './settings.js';
import { runWithStopSignal } from './stop-signals.js';

export function createRelayCommand(): Command {
  return new Command('relay')
    .description('deliver mail and webhooks from a MongoDB, until SIGTERM or SIGINT')
    .option('--mongodb <uri>', 'the database (default: MONGODB_URI)')
    .option('--database <name>', 'if not the one of the URI (default: GUILDHALL_DATABASE)')
    .option(
      '--collection-prefix <prefix>',
      'as the services have it (default: GUILDHALL_COLLECTION_PREFIX, or guildhall_)',
    )
    .option('--from <address>', 'the sender of mails (default: SMTP_FROM)')
    .option('--base-url <url>', 'the start of links in mails (default: GUILDHALL_BASE_URL)')
    .option('--keys-file <path>', 'invitation keys in JSON (default: GUILDHALL_INVITATION_KEYS)')
    .option('--language <tag>', 'the language of mails', 'en')
    .option('--idle <seconds>', 'how long to wait if nothing is due', '5')
    .option('--maintenance', 'once an hour, expire and purge what is due', false)
    .option('--mirror-documented-shape', 'set this if the services on this database do', false)
    .option('--once', 'deliver what is due now, then exit', false)
    .addHelpText(
      'after',
      '\nSMTP_URL is the mail server, such as smtp://user:password@host:587.' +
        '\nGUILDHALL_FIELD_KEYS has the field keys in JSON; webhooks are sent only if it is set.',
    )
    .action(runRelayCommand);
}

async function runRelayCommand(flags: RelayFlags): Promise<void> {
  const settings = await readSettingsOrThrow(flags, process.env);
  const { smtpMailer } = await loadOptionalPackage(
    () => import('../../adapters/smtp/index.js'),
    'npm install nodemailer',
  );
  const mailer = smtpMailer({ url: settings.smtpUrl, from: settings.from });
  const outages: OutageReporters = {
    storage: createOutageReporter(printToStderr, 'The database can be reached again.'),
    mail: createOutageReporter(printToStderr, 'The mail server accepts mail again.'),
    troubles: createOutageReporter(printToStderr, ''),
  };
  const sent = createSentLog();
  try {
    await runWithStopSignal(
      {
        onStop: () => printLine('Stopping after the deliveries under way.'),
        onExit: () => sent.unrecorded().forEach(printToStderr),
      },
      (signal) => runRelay(settings, { mailer, outages, sent, signal, once: flags.once === true }),
    );
  } finally {
    mailer.close();
  }
}

interface OutageReporters {
  readonly storage: OutageReporter;
  readonly mail: OutageReporter;
  /** Never cleared: each sentence is printed once. */
  readonly troubles: OutageReporter;
}

interface RelayContext {
  readonly mailer: SmtpMailer;
  readonly outages: OutageReporters;
  readonly sent: SentLog;
  readonly signal: AbortSignal;
  readonly once: boolean;
}

async function runRelay(settings: RelaySettings, context: RelayContext): Promise<void> {
  const { mailer, outages, signal, once } = context;
  const opened = await waitForStorageUnlessAborted(settings, signal, (fault) => {
    if (once) throw fault;
    outages.storage.report(fault.message);
  });
  if (opened === null) return;
  try {
    outages.storage.clear();
    printLine(`Delivering from the database "${settings.database}" by ${mailer.server}.`);
    const guildhall = await createRelayGuildhall(
      opened,
      settings,
      createReportingMailer(mailer, outages.mail),
    );
    await (once ? deliverUntilEmpty : deliverContinuously)(guildhall, settings, context);
  } finally {
    await opened.close();
  }
}

async function createRelayGuildhall(
  { storage, rateLimiter }: OpenedStorage,
  { invitationKeys: invitation, fieldKeys: fields, baseUrl, language }: RelaySettings,
  mailer: Mailer,
): Promise<Guildhall> {
  const options = { storage, rateLimiter, baseUrl, language, mailer };
  if (fields === null) return createGuildhall({ ...options, keys: { invitation } });
  const { httpWebhookSender } = await loadOptionalPackage(
    () => import('../../adapters/webhooks/index.js'),
    'npm install ipaddr.js',
  );
  const webhookSender = httpWebhookSender();
  return createGuildhall({ ...options, keys: { invitation, fields }, webhookSender });
}

/** A mailer that also reports faults of the mail server, which the relay only counts, and their end. */
function createReportingMailer(mailer: Mailer, { report, clear }: OutageReporter): Mailer {
  return {
    async send(mail) {
      try {
        await mailer.send(mail);
        clear();
      } catch (fault) {
        if (fault instanceof Error && !isMailRefusedError(fault)) report(mailWaitsText(fault));
        throw fault;
      }
    },
  };
}

function mailWaitsText({ message }: Error): string {
  return `Mail waits: ${message}.`;
}

/** Runs rounds until nothing is due. */
async function deliverUntilEmpty(
  { relay, maintenance }: Guildhall,
  settings: RelaySettings,
  context: RelayContext,
): Promise<void> {
  const { outages, signal } = context;
  if (settings.maintenance) printMaintenanceRound(await maintenance.runOnce({ signal }));
  let isEmpty = false;
  while (!isEmpty && !signal.aborted) {
    const round = await relay.runOnce(reportDeliveries(context));
    printRound(round, outages);
    isEmpty = round.claimed === 0;
  }
}

async function deliverContinuously(
  { relay, maintenance }: Guildhall,
  settings: RelaySettings,
  context: RelayContext,
): Promise<void> {
  const { mailer, outages, signal } = context;
  const checking = mailer
    .verify()
    .catch((fault: Error) => outages.mail.report(mailWaitsText(fault)));
  const delivering = relay.run(signal, {
    ...reportDeliveries(context),
    idle: settings.idle,
    onRound: (round) => printRound(round, outages),
    onUnavailable: (fault) => outages.storage.report(fault.message),
  });
  const maintaining = settings.maintenance
    ? maintenance.run(signal, { onRound: printMaintenanceRound })
    : null;
  await Promise.all([delivering, maintaining]);
  await checking;
}

function reportDeliveries({ sent, outages }: RelayContext): RelayCallbacks {
  return {
    onSent: sent.add,
    onDelivery(delivery) {
      if (delivery.isRecorded) sent.remove(delivery);
      const trouble = troubleText(delivery);
      if (trouble !== null) outages.troubles.report(trouble);
    },
  };
}

/** What an operator should know about a delivery that was not sent. A mail server that fails is reported with its error. */
function troubleText(delivery: RelayDelivery): string | null {
  const { kind, id, appId, organizationId, problem, error } = delivery;
  if (problem === undefined || problem === 'mail_server') return null;
  if (problem === 'error') return `The delivery of ${kind} ${id} fails: ${String(error)}.`;
  if (kind !== 'event') return mailTroubleText(`${kind} ${id}`, problem);
  const webhook =
    appId === undefined
      ? `The webhook of organization ${organizationId}`
      : `The webhook of app ${appId} of ${organizationId}`;
  switch (problem) {
    case 'address':
      return `${webhook} is at an address that is not public, so nothing is sent to it.`;
    case 'key_unknown':
      return `${webhook} waits: this relay does not have the field key of its secret; add it to GUILDHALL_FIELD_KEYS.`;
    default:
      return `${webhook} gets no events: ${problem}.`;
  }
}

function mailTroubleText(what: string, problem: DeliveryProblem): string {
  switch (problem) {
    case 'key_unknown':
      return `The mail of ${what} waits: this relay does not have the key that signed it; add it to the invitation keys.`;
    case 'mail_refused':
      return `The mail of ${what} is given up: the mail server refused it for good.`;
    default:
      return `The mail of ${what} is given up: its row does not belong to its token.`;
  }
}

/** `maintenance: 3 expired invitations, 1 purged users` */
function printMaintenanceRound(round: MaintenanceRound): void {
  const parts = Object.entries(round).flatMap(([name, count]) =>
    count > 0 ? [`${count} ${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`] : [],
  );
  if (parts.length > 0) printLine(`maintenance: ${parts.join(', ')}`);
}

function printRound(round: RelayRound, { storage }: OutageReporters): void {
  // A round of nothing but overruns may end because the database is gone.
  if (round.overrun === 0) storage.clear();
  if (round.claimed > 0) printLine(roundLine(round));
}

const roundCountWords: readonly (readonly [keyof RelayRound, string])[] = [
  ['sent', 'sent'],
  ['retry', 'to retry'],
  ['failed', 'failed'],
  ['dropped', 'dropped'],
  ['overrun', 'left to another relay'],
];

/** `12 claimed: 10 sent, 2 to retry` */
function roundLine(round: RelayRound): string {
  const parts = roundCountWords.filter(([count]) => round[count] > 0);
  const text = parts.map(([count, word]) => `${round[count]} ${word}`).join(', ');
  return `${round.claimed} claimed: ${text}`;
}

function printLine(line: string): void {
  console.log(line);
}

function printToStderr(line: string): void {
  console.error(line);
}
