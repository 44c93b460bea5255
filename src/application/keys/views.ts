import type { ApiKey } from '../../domain/app/api-key.js';
import { apiKeyFields } from '../../domain/shared/fields.js';
import { type View, visibleTo } from '../../domain/shared/visibility.js';

/** A key as the admins of its organization see it: without the secret, which nobody keeps, and its digest. */
export type ApiKeyView = View<ApiKey, typeof apiKeyFields, 'admin'>;

export function apiKeyView(key: ApiKey): ApiKeyView {
  return visibleTo('admin', apiKeyFields, key);
}

/** A new key with its text. */
export interface NewKeyView {
  readonly key: ApiKeyView;
  /** The whole key. Null in the answer to a repeated command: what was shown once is not shown twice. */
  readonly secret: string | null;
}
