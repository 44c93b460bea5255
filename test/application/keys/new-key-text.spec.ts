// When the text of a key is shown.
import { expect, it } from 'vitest';
import { invitationKeyRingOrThrow, webDigests } from '../../../src/adapters/web/index.js';
import { keyTextIfNew, mintKey } from '../../../src/application/keys/new-key-text.js';
import { newId } from '../../../src/application/use-case/new-id.js';
import { parseApiKeyId } from '../../../src/domain/shared/ids.js';
import { developmentKeys } from '../../../src/index.js';
import { countingIds, seededRandom } from '../../../src/testing/doubles/index.js';

it('the text of a key is that of the call which made it, also if its commit was found only later', async () => {
  const ids = countingIds(1);
  const digests = webDigests(invitationKeyRingOrThrow(developmentKeys().invitation));
  const deps = { ids, random: seededRandom(1), keyPrefix: 'guild', digests };
  const minted = await mintKey(deps);
  const { id } = minted;
  expect(keyTextIfNew(minted, { id, environment: 'live' })).toMatch(/^guild_live_/);
  expect(keyTextIfNew(minted, { id, environment: 'test' })).toMatch(/^guild_test_/);
  const other = newId(ids, parseApiKeyId);
  expect(keyTextIfNew(minted, { id: other, environment: 'live' })).toBeNull();
});
