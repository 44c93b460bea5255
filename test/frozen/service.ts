// The service that makes frozen rows and is tried on them: everything that stored values depend on is fixed, such as keys.
// Change nothing of it: an older release has made rows with it.
import {
  type BuiltInRole,
  createGuildhall,
  type DeliveryChannel,
  deliveryChannels,
  type Guildhall,
  type Permission,
  type Relay,
  type Storage,
  type SystemActor,
  type WebhookOutcome,
  type WebhookSender,
} from '../../src/index.js';
import {
  countingIds,
  type ManualClock,
  manualClock,
  noPacing,
  type RecordingMailer,
  recordingMailer,
  seededRandom,
} from '../../src/testing/doubles/index.js';

export type FrozenGuildhall = Guildhall<BuiltInRole | 'viewer', Permission | 'reports:export'>;

export interface FrozenService {
  readonly guildhall: FrozenGuildhall;
  readonly storage: Storage;
  readonly clock: ManualClock;
  readonly mailer: RecordingMailer;
  /** What receivers do, by host; one that is not here accepts everything and answers challenges. */
  readonly receivers: Map<string, WebhookOutcome>;
  /** Sends everything that is due, one after the other, so that ids and random numbers are drawn in the same order each time. */
  deliver(): Promise<void>;
}

export const system: SystemActor = { kind: 'system', reason: 'frozen rows' };

const secrets = [{ kid: 'frozen', secret: 'a secret of frozen rows, of more than 32 bytes' }];

/** Services with different seeds make different ids. */
export function openFrozenService(storage: Storage, now: Date, seed: number): FrozenService {
  const clock = manualClock(now);
  const mailer = recordingMailer();
  const receivers = new Map<string, WebhookOutcome>();
  const ids = countingIds(seed);
  const random = seededRandom(seed);
  const serviceOn = (on: Storage): FrozenGuildhall =>
    createGuildhall({
      storage: on,
      clock,
      mailer,
      webhookSender: answeringSender(receivers),
      baseUrl: 'https://console.example.com',
      ids,
      random,
      pacing: noPacing(),
      reviewers: { capabilitiesOf: async () => ['review', 'enforce'] },
      keys: { invitation: secrets, fields: secrets },
      roles: { viewer: ['organization:read', 'reports:export'] },
    });
  const relays = deliveryChannels.map((channel) => serviceOn(withChannel(storage, channel)).relay);
  return {
    guildhall: serviceOn(storage),
    storage,
    clock,
    mailer,
    receivers,
    async deliver() {
      for (const relay of relays) await deliverAll(relay);
    },
  };
}

async function deliverAll(relay: Relay): Promise<void> {
  const { claimed } = await relay.runOnce({ limit: 1 });
  if (claimed > 0) await deliverAll(relay);
}

/** A relay on this storage finds something due in one channel only. */
function withChannel({ outbox, ...storage }: Storage, channel: DeliveryChannel): Storage {
  const claim: Storage['outbox']['claim'] = async (request) =>
    request.channel === channel ? outbox.claim(request) : [];
  return { ...storage, outbox: { ...outbox, claim } };
}

function answeringSender(receivers: ReadonlyMap<string, WebhookOutcome>): WebhookSender {
  return {
    async send({ url, body }) {
      const outcome = receivers.get(new URL(url).hostname);
      if (outcome !== undefined) return outcome;
      const { challenge } = JSON.parse(body).data;
      return {
        kind: 'delivered',
        status: 200,
        ...(typeof challenge === 'string' ? { challenge } : {}),
      };
    },
  };
}
