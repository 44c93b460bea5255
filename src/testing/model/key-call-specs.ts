// The random inputs of the methods about keys and the store.

import fc from 'fast-check';
import type { HardwareType } from '../../domain/app/hardware.js';
import { storeQueries } from './app-vocabulary.js';
import {
  type CallSpec,
  keyedCallSpec,
  type MethodCallSpec,
  pageFieldArbitraries,
  requiredKeysOption,
  unkeyedCallSpec,
} from './call-spec.js';
import {
  appPlaceholders,
  keyManagerPlaceholders,
  keyPlaceholders,
  oneOfWeighted,
  organizationPlaceholders,
  placeholders,
} from './placeholders.js';
import type { MethodName, ModelPermission } from './reference/index.js';

const ownerInputs = oneOfWeighted<{ appId?: string; organizationId?: string }>(
  [8, fc.record({ appId: appPlaceholders })],
  [5, fc.record({ organizationId: organizationPlaceholders })],
  [1, fc.record({ appId: appPlaceholders, organizationId: organizationPlaceholders })],
);
const hardwareInputs = fc.constantFrom<readonly HardwareType[]>(['CAMERA'], ['DISPLAY', 'BUTTON']);
const keyTexts = oneOfWeighted(
  [9, placeholders('keytext', 3)],
  [1, fc.constantFrom('a text that is no key', 'mistyped text of apikey 1')],
);
type KeyMethodName = MethodName & `${'keys' | 'store'}.${string}`;

function managedCallSpec<I>(weight: number, input: fc.Arbitrary<I>): CallSpec<I> {
  return { ...keyedCallSpec(weight, input), caller: keyManagerPlaceholders };
}

export const keyCallSpecs: { readonly [V in KeyMethodName]: MethodCallSpec<V> } = {
  'keys.create': managedCallSpec(
    12,
    fc
      .tuple(
        ownerInputs,
        fc.record(
          {
            name: oneOfWeighted([12, fc.constantFrom('Server', ' Backup ')], [1, fc.constant(' ')]),
            environment: fc.constantFrom('live', 'test'),
            permissions: fc.constantFrom<readonly ModelPermission[]>(
              ['apps:read'],
              ['reports:export'],
              ['reports:export'],
              [],
              ['apps:read', 'apps:edit', 'reports:export'],
              ['apps:read', 'apps:read'],
              ['apps:publish'],
            ),
            expiresAt: fc.constantFrom(
              null,
              '2040-03-05T10:30:00.000Z',
              '2040-03-12T00:00:00.000Z',
              '2045-01-01T00:00:00.000Z',
              '2039-01-01T00:00:00.000Z',
              '2060-01-01T00:00:00.000Z',
            ),
          },
          requiredKeysOption('name', 'environment'),
        ),
      )
      .map(([owner, rest]) => ({ ...owner, ...rest })),
  ),
  'keys.rotate': managedCallSpec(
    10,
    fc.record(
      { keyId: keyPlaceholders, overlap: fc.constantFrom(0, 60, 86_400) },
      requiredKeysOption('keyId'),
    ),
  ),
  'keys.revoke': managedCallSpec(5, fc.record({ keyId: keyPlaceholders })),
  'keys.list': unkeyedCallSpec(4, ownerInputs),
  'keys.authenticate': unkeyedCallSpec(9, fc.record({ key: keyTexts })),
  'store.search': unkeyedCallSpec(
    5,
    fc.record(
      {
        text: fc.constantFrom(...storeQueries),
        hardware: hardwareInputs,
        limit: pageFieldArbitraries.limit,
      },
      requiredKeysOption(),
    ),
  ),
  'store.listByOrganization': unkeyedCallSpec(
    3,
    fc.record({ organizationId: organizationPlaceholders }),
  ),
  'store.get': unkeyedCallSpec(
    4,
    fc.record(
      { packageName: placeholders('packagename', 3), hardware: hardwareInputs },
      requiredKeysOption('packageName'),
    ),
  ),
};
