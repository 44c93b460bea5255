// `guildhall relay`: delivers what commits have left to deliver, until it is told to stop.

import { Command } from 'commander';
import type { SmtpMailer } from '../../adapters/smtp/index.js';
import {
  createGuildhall,
  type Guildhall,
  isMailRefused,
  type Mailer,
  type Round,
  type Storage,
  type Upkeep,
} from '../../index.js';
import { needed } from '../tour/needed.js';
import { openStorage } from './database.js';
import { type RelayFlags, type RelaySettings, readSettings } from './settings.js';
import { untilStopped } from './stopping.js';
import { type Trouble, troubleWith } from './trouble.js';

export function relayCommand(): Command {
  return new Command('relay')
    .description('deliver mail and webhooks from a MongoDB, until SIGTERM or SIGINT')
    .option('--mongodb <uri>', 'the database, else MONGODB_URI')
    .option('--from <address>', 'whom mails come from, else SMTP_FROM')
    .option('--base-url <url>', 'where links in mails lead, else GUILDHALL_BASE_URL')
    .option('--keys-file <path>', 'keys of invitations in JSON, else GUILDHALL_INVITATION_KEYS')
    .option('--language <tag>', 'what mails are written in', 'en')
    .option('--idle <seconds>', 'how long to wait where nothing was due', '5')
    .option('--maintenance', 'once an hour, write down what expired and purge what is due', false)
    .option('--mirror-documented-shape', 'as the services on this database do', false)
    .option('--once', 'deliver what is due now, and end', false)
    .addHelpText(
      'after',
      '\nSMTP_URL names the mail server, such as smtp://user:password@host:587.' +
        '\nGUILDHALL_FIELD_KEYS has the keys of fields in JSON; webhooks are sent where it is set.',
    )
    .action(deliver);
}

async function deliver(flags: RelayFlags): Promise<void> {
  const settings = await readSettings(flags, process.env);
  const { smtpMailer } = await needed(
    () => import('../../adapters/smtp/index.js'),
    'npm install nodemailer',
  );
  const mailer = smtpMailer({ url: settings.smtp, from: settings.from });
  const troubles: Troubles = {
    storage: troubleWith(warn, 'The database answers again.'),
    mail: troubleWith(warn, 'The mail server takes mails again.'),
  };
  try {
    await untilStopped(
      () => say('Stopping: what is being sent is finished first.'),
      (signal) => relayFrom(settings, { mailer, troubles, signal, once: flags.once === true }),
    );
  } finally {
    mailer.close();
  }
}

interface Troubles {
  readonly storage: Trouble;
  readonly mail: Trouble;
}

interface Running {
  readonly mailer: SmtpMailer;
  readonly troubles: Troubles;
  readonly signal: AbortSignal;
  readonly once: boolean;
}

async function relayFrom(settings: RelaySettings, running: Running): Promise<void> {
  const { mailer, troubles, signal, once } = running;
  const opened = await openStorage(settings, signal, (fault) => {
    if (once) throw fault;
    troubles.storage.met(fault.message);
  });
  if (opened === null) return;
  try {
    troubles.storage.over();
    say(`Delivering from the database "${settings.database}" by ${mailer.server}.`);
    const guildhall = await guildhallOn(opened.storage, settings, observed(mailer, troubles.mail));
    await (once ? runEmpty : runOn)(guildhall, settings, running);
  } finally {
    await opened.close();
  }
}

async function guildhallOn(
  storage: Storage,
  { keys: invitation, fieldKeys: fields, baseUrl, language }: RelaySettings,
  mailer: Mailer,
): Promise<Guildhall> {
  const made = { storage, baseUrl, language, mailer };
  if (fields === null) return createGuildhall({ ...made, keys: { invitation } });
  const { httpWebhookSender } = await needed(
    () => import('../../adapters/webhooks/index.js'),
    'npm install ipaddr.js',
  );
  const webhookSender = httpWebhookSender();
  return createGuildhall({ ...made, keys: { invitation, fields }, webhookSender });
}

/** What ails the mail server is lost on the relay, which only counts. */
function observed(mailer: Mailer, { met }: Trouble): Mailer {
  return {
    async send(mail) {
      try {
        await mailer.send(mail);
      } catch (fault) {
        if (fault instanceof Error && !isMailRefused(fault)) met(sentenceOf(fault));
        throw fault;
      }
    },
  };
}

function sentenceOf({ message }: Error): string {
  return `Mail waits: ${message}.`;
}

/** Rounds until nothing is due. */
async function runEmpty(
  { relay, maintenance }: Guildhall,
  settings: RelaySettings,
  { troubles, signal }: Running,
): Promise<void> {
  if (settings.maintenance) tellUpkeep(await maintenance.runOnce({ signal }));
  let isEmpty = false;
  while (!isEmpty && !signal.aborted) {
    const round = await relay.runOnce();
    tell(round, troubles);
    isEmpty = round.claimed === 0;
  }
}

async function runOn(
  { relay, maintenance }: Guildhall,
  { idle, maintenance: isWanted }: RelaySettings,
  { mailer, troubles, signal }: Running,
): Promise<void> {
  const checking = mailer.verify().catch((fault: Error) => troubles.mail.met(sentenceOf(fault)));
  const delivering = relay.run(signal, {
    idle,
    onRound: (round) => tell(round, troubles),
    onAway: (fault) => troubles.storage.met(fault.message),
  });
  const upkeep = isWanted ? maintenance.run(signal, { onRound: tellUpkeep }) : null;
  await Promise.all([delivering, upkeep]);
  await checking;
}

/** `maintenance: 3 expired, 1 users` */
function tellUpkeep(done: Upkeep): void {
  const parts = Object.entries(done).flatMap(([what, count]) =>
    count > 0 ? [`${count} ${what}`] : [],
  );
  if (parts.length > 0) say(`maintenance: ${parts.join(', ')}`);
}

function tell(round: Round, { storage, mail }: Troubles): void {
  storage.over();
  if (round.claimed > 0) say(lineOf(round));
  if (round.sent > 0 && round.retry === 0) mail.over();
}

const words: readonly (readonly [keyof Round, string])[] = [
  ['sent', 'sent'],
  ['retry', 'to be tried again'],
  ['failed', 'given up'],
  ['dropped', 'dropped'],
  ['overrun', 'left to another relay'],
];

/** `12 claimed: 10 sent, 2 to be tried again` */
function lineOf(round: Round): string {
  const parts = words.filter(([count]) => round[count] > 0);
  const told = parts.map(([count, word]) => `${round[count]} ${word}`).join(', ');
  return `${round.claimed} claimed: ${told}`;
}

function say(line: string): void {
  console.log(line);
}

function warn(line: string): void {
  console.error(line);
}
