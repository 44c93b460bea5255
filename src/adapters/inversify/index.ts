// Wiring for Inversify: module factories, never a container of our own. Storage modules stand in `./memory` and `./mongoose`.

import 'reflect-metadata';
import { ContainerModule, type ResolutionContext, type ServiceIdentifier } from 'inversify';
import { apps } from '../../application/apps/apps.js';
import type { Context } from '../../application/context.js';
import { organizationQueries } from '../../application/documented-queries.js';
import { invitations } from '../../application/invitations/invitations.js';
import { keys } from '../../application/keys/keys.js';
import { maintenance } from '../../application/maintenance/maintenance.js';
import { memberships } from '../../application/memberships/memberships.js';
import { organizations } from '../../application/organizations/organizations.js';
import { review } from '../../application/review/review.js';
import { store } from '../../application/store/store.js';
import { submissions } from '../../application/submissions/submissions.js';
import { users } from '../../application/users/users.js';
import { webhooks } from '../../application/webhooks/webhooks.js';
import { type CoreOptions, contextOf, relayOf } from '../../guildhall.js';
import type { RateLimiter } from '../../ports/system.js';
import { memoryRateLimiter } from '../memory/rate-limiter.js';
import { cryptoRandom, objectIds, systemClock, timedPacing } from '../web/index.js';
import { TOKENS } from './tokens.js';

export { TOKENS, type Tokens } from './tokens.js';

const contextToken: ServiceIdentifier<Context> = Symbol('guildhall.Context');
const limiterToken: ServiceIdentifier<RateLimiter> = Symbol('guildhall.RateLimiter in use');

/** The services over whichever storage another module binds. Everything is a singleton of the container that loads it. */
export function coreModule(options: CoreOptions): ContainerModule {
  const { mailer: _mailer, webhookSender: _sender, ...plain } = options;
  return new ContainerModule(({ bind }) => {
    bind(TOKENS.Clock).toConstantValue(options.clock ?? systemClock);
    bind(TOKENS.Ids).toConstantValue(options.ids ?? objectIds());
    bind(TOKENS.Random).toConstantValue(options.random ?? cryptoRandom);
    bind(TOKENS.Pacing).toConstantValue(options.pacing ?? timedPacing);
    bind(TOKENS.Mailer).toConstantValue(options.mailer ?? null);
    bind(TOKENS.WebhookSender).toConstantValue(options.webhookSender ?? null);
    bind(limiterToken)
      .toDynamicValue((container) => options.rateLimiter ?? limiterIn(container))
      .inSingletonScope();
    bind(contextToken)
      .toResolvedValue(
        (storage, rateLimiter, clock, ids, random, pacing) =>
          contextOf(storage, { ...options, rateLimiter, clock, ids, random, pacing }),
        [TOKENS.Storage, limiterToken, TOKENS.Clock, TOKENS.Ids, TOKENS.Random, TOKENS.Pacing],
      )
      .inSingletonScope();
    bind(TOKENS.Users).toResolvedValue(users, [contextToken]).inSingletonScope();
    bind(TOKENS.Organizations).toResolvedValue(organizations, [contextToken]).inSingletonScope();
    bind(TOKENS.Memberships).toResolvedValue(memberships, [contextToken]).inSingletonScope();
    bind(TOKENS.Invitations).toResolvedValue(invitations, [contextToken]).inSingletonScope();
    bind(TOKENS.Apps).toResolvedValue(apps, [contextToken]).inSingletonScope();
    bind(TOKENS.Submissions).toResolvedValue(submissions, [contextToken]).inSingletonScope();
    bind(TOKENS.Review).toResolvedValue(review, [contextToken]).inSingletonScope();
    bind(TOKENS.Store).toResolvedValue(store, [contextToken]).inSingletonScope();
    bind(TOKENS.Keys).toResolvedValue(keys, [contextToken]).inSingletonScope();
    bind(TOKENS.Webhooks).toResolvedValue(webhooks, [contextToken]).inSingletonScope();
    bind(TOKENS.Maintenance).toResolvedValue(maintenance, [contextToken]).inSingletonScope();
    bind(TOKENS.OrganizationQueries)
      .toResolvedValue(organizationQueries, [contextToken, TOKENS.Memberships])
      .inSingletonScope();
    bind(TOKENS.Relay)
      .toResolvedValue(
        (context, mailer, webhookSender) =>
          relayOf(context, {
            ...plain,
            ...(mailer === null ? {} : { mailer }),
            ...(webhookSender === null ? {} : { webhookSender }),
          }),
        [contextToken, TOKENS.Mailer, TOKENS.WebhookSender],
      )
      .inSingletonScope();
  });
}

function limiterIn(container: ResolutionContext): RateLimiter {
  return container.get(TOKENS.RateLimiter, { optional: true }) ?? memoryRateLimiter();
}
