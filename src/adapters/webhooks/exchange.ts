// One request to addresses that were looked at before, and what the answer says.

import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { WebhookFault, WebhookOutcome } from '../../ports/webhooks.js';

/** Bytes that are read of the body of an answer; of its head Node reads 16 KiB. */
const longestBody = 16_384;
/** Milliseconds after which the next address of a host is tried; the last one has all the time that is left. */
const addressPatience = 1_000;

export interface Exchange {
  readonly url: URL;
  /** At least one; no other is connected to. */
  readonly addresses: readonly string[];
  /** In PEM, instead of the well-known ones. */
  readonly ca: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends it, whatever is going on. */
  readonly signal: AbortSignal;
}

/** Sends once, follows nowhere, keeps no connection. The status decides; what becomes of the rest of the answer does not. */
export function exchange(given: Exchange): Promise<WebhookOutcome> {
  return new Promise((resolve) => {
    const request = requestOf(given);
    const isHandshaking = handshakeOf(request);
    let outcome: WebhookOutcome | null = null;
    request.once('response', (response) => {
      outcome = outcomeOf(response.statusCode ?? 0);
      readAway(response, () => request.destroy());
    });
    request.on('error', (error) => {
      const reason = isHandshaking() ? 'tls' : faultOf(error);
      outcome ??= { kind: 'failed', reason: given.signal.aborted ? 'timeout' : reason };
    });
    request.once('close', () => resolve(outcome ?? { kind: 'failed', reason: 'connection' }));
    request.end(given.body);
  });
}

function requestOf({ url, addresses, ca, headers, body, signal }: Exchange): ClientRequest {
  const options = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    // An agent of its own: no connection and no TLS session of another delivery.
    agent: false as const,
    lookup: pinnedTo(addresses),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: addressPatience,
    signal,
  };
  // Said, so that no variable of the environment unsays it.
  const trust = { ca, rejectUnauthorized: true };
  return url.protocol === 'https:'
    ? requestHttps(url, { ...options, ...trust })
    : requestHttp(url, options);
}

/** Answers with what was looked up before, so that a second answer of the name's server changes nothing. */
function pinnedTo(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, _options, answer) => answer(null, all);
}

/** Whether TCP stands and TLS not yet. */
function handshakeOf(request: ClientRequest): () => boolean {
  let isHandshaking = false;
  request.once('socket', (socket) => {
    const isSecure = 'encrypted' in socket;
    socket.once('connect', () => {
      isHandshaking = isSecure;
    });
    socket.once('secureConnect', () => {
      isHandshaking = false;
    });
  });
  return () => isHandshaking;
}

function outcomeOf(status: number): WebhookOutcome {
  if (status >= 200 && status <= 299) return { kind: 'delivered', status };
  if (status === 410) return { kind: 'gone' };
  const isRedirect = status >= 300 && status <= 399;
  return { kind: 'failed', status, reason: isRedirect ? 'redirect' : 'status' };
}

function faultOf(error: Error): WebhookFault {
  return 'code' in error && error.code === 'HPE_HEADER_OVERFLOW' ? 'too_large' : 'connection';
}

/** To its end, so that nobody is cut off in mid-sentence, but not for ever. */
function readAway(response: IncomingMessage, done: () => void): void {
  let left = longestBody;
  response.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) response.destroy();
  });
  response.on('error', () => {});
  response.once('close', done);
}
