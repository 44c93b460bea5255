// Binds a mistyped text of each API key.

import type { NameMapping } from './name-mapping.js';
import { keyTextPrefix, mistypedKeyPrefix, type ReferenceModel } from './reference/index.js';

/** Binds, for each key whose text was shown, the same text with another last digit. */
export function bindMistypedKeys(model: ReferenceModel, names: NameMapping): void {
  for (const id of model.apiKeys.keys()) {
    const text = `${keyTextPrefix}${id}`;
    const mistyped = `${mistypedKeyPrefix}${text}`;
    if (!names.isBound(text) || names.isBound(mistyped)) continue;
    const real = names.realOf(text);
    names.bind(mistyped, `${real.slice(0, -1)}${real.endsWith('0') ? '1' : '0'}`);
  }
}
