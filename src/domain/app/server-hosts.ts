// The servers behind an app: the hosts that its public address and its web view name.

import type { Manifest } from './manifest.js';

/** The hosts of `publicUrl` and `webviewUrl`, with the port if it is not 443, each once: at most 2. */
export function serverHostsOf({
  publicUrl,
  webviewUrl,
}: Pick<Manifest, 'publicUrl' | 'webviewUrl'>): readonly string[] {
  const addresses = [publicUrl, webviewUrl].filter((address) => address !== undefined);
  return [...new Set(addresses.map((address) => new URL(address).host))];
}
