// Runs the bundles in a page and in a worker of a headless Chromium, under a strict Content-Security-Policy.

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { portOf } from './ports.js';
import type { PrintedLines } from './web.js';

export interface BrowserResult {
  readonly printed: PrintedLines;
  /** What the Content-Security-Policy stopped. */
  readonly violations: readonly string[];
}

const candidates = [process.env['CHROMIUM'], 'chromium', 'chromium-browser', 'google-chrome'];

/** Null if this machine has none. */
export function findChromium(): string | null {
  const isHere = (program: string) => spawnSync(program, ['--version']).status === 0;
  return candidates.find((program) => program !== undefined && isHere(program)) ?? null;
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export async function runInBrowser(
  chromium: string,
  webFolder: string,
  profile: string,
): Promise<Readonly<Record<'page' | 'worker', BrowserResult>>> {
  let deliver: (results: string) => void = () => {};
  const delivered = new Promise<string>((resolve) => {
    deliver = resolve;
  });
  const server = createServer((request, response) => serve(webFolder, deliver, request, response));
  const url = `http://127.0.0.1:${await portOf(server)}/`;
  const browser = spawn(chromium, [...flags, `--user-data-dir=${profile}`, url]);
  try {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('the page sent nothing for two minutes')), 120_000).unref();
    });
    return JSON.parse(await Promise.race([delivered, late]));
  } finally {
    browser.kill();
    server.closeAllConnections();
    server.close();
  }
}

function serve(
  folder: string,
  deliver: (results: string) => void,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.setHeader('Content-Security-Policy', "script-src 'self'");
  if (request.method === 'POST') {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.end();
      deliver(Buffer.concat(chunks).toString());
    });
  } else if (request.url === '/page.js' || request.url === '/worker.js') {
    response.setHeader('Content-Type', 'text/javascript');
    response.end(readFileSync(join(folder, request.url)));
  } else {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><script type="module" src="/page.js"></script>');
  }
}
