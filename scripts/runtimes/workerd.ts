// Runs the bundle for workerd, the runtime of Cloudflare Workers.

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './ports.js';
import type { PrintedLines } from './web.js';

function configFor(port: number): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "workerd.js")],
  compatibilityDate = "2026-01-01"
);
`;
}

export async function runInWorkerd(binary: string, webFolder: string): Promise<PrintedLines> {
  const port = await freePort();
  writeFileSync(join(webFolder, 'config.capnp'), configFor(port));
  const server = spawn(binary, ['serve', 'config.capnp'], { cwd: webFolder });
  let complaints = '';
  server.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  let isOver = false;
  server.once('exit', () => {
    isOver = true;
  });
  try {
    for (;;) {
      const response = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
      if (response?.ok) return JSON.parse(await response.text());
      if (isOver || response !== null) throw new Error(`workerd failed:\n${complaints}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    server.kill();
  }
}
