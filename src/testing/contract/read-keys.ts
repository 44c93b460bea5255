import type { ApiKey } from '../../domain/app/api-key.js';
import { parseOrganizationId } from '../../domain/shared/ids.js';
import { insertOf } from './changes.js';
import { type Clause, clause } from './clause.js';
import { found, same } from './expectations.js';
import { sameUpToLimits } from './limited.js';
import { at, organizationId } from './specimens.js';
import { apiKey, apiKeyId, appId } from './specimens-of-apps.js';
import { stored, writeRows } from './stored.js';

const ofApp = { kind: 'app', appId: appId(1) } as const;
const ofOther = { kind: 'app', appId: appId(2) } as const;
const ofOrganization = { kind: 'organization', organizationId: organizationId(1) } as const;
/** Its id is the text of the first app's. */
const ofNamesake = {
  kind: 'organization',
  organizationId: found(parseOrganizationId(appId(1)), 'an organization id'),
} as const;

/** Those of the first app in every state, and such as are another owner's. */
const rows: readonly ApiKey[] = [
  apiKey(1, ofApp),
  apiKey(2, ofApp, { revokedAt: at(1) }),
  apiKey(3, ofApp, { expiresAt: at(1), replacedBy: apiKeyId(1) }),
  apiKey(4, ofApp, { environment: 'test', lastUsedAt: at(1), overlapUntil: at(9) }),
  apiKey(5, ofOther),
  apiKey(6, ofOrganization),
  apiKey(7, ofOrganization, { revokedAt: at(1) }),
  apiKey(8, ofNamesake),
];
const inserts = rows.map((row) => insertOf('apikeys', row));

export const readsOfKeys: readonly Clause[] = [
  clause(
    'READ-60',
    '`keys.findById` finds keys in every state, expired and revoked ones too; null where there is none of that id.',
    async ({ keys }, tools) => {
      await writeRows(tools, inserts);
      for (const expected of stored(rows, () => true)) {
        same(await keys.findById(expected.value.id), expected, expected.value.name);
      }
      same(await keys.findById(apiKeyId(99)), null, 'an unknown id');
    },
  ),

  clause(
    'READ-61',
    '`keys.ofOwner` gives the keys of one app or of one organization, in every state, by id and no more than `limit`.',
    async ({ keys }, tools) => {
      await writeRows(tools, inserts);
      for (const owner of [ofApp, ofOther, ofOrganization, ofNamesake]) {
        const expected = stored(rows, (row) => row.owner === owner);
        await sameUpToLimits((limit) => keys.ofOwner(owner, limit), expected, owner.kind);
      }
      const nobody = { kind: 'app', appId: appId(9) } as const;
      same(await keys.ofOwner(nobody, 100), [], 'those of an app without any');
    },
  ),
];
