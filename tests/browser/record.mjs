// Makes a record of the examples in a temporary folder, serves it, publishes it, and serves the published files.

import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const ARTICLES = process.env.DIXIT_EXAMPLES ?? fileURLToPath(new URL('../../examples/articles', import.meta.url));
const LANGUAGES = ['en', 'fr', 'zh'];
const MEDIA_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/// The record: `served` and `hosted` are the addresses of the server and of the published files, `folder` is theirs.
export async function prepareRecord(binary) {
  const home = await mkdtemp(join(tmpdir(), 'dixit-browser-'));
  const run = promisify(execFile);
  const path = resolve(binary);
  const env = { PATH: process.env.PATH, HOME: home, DIXIT_NOW: '2026-07-01T08:00:00Z', DIXIT_SEED: 'browser' };
  const dixit = (...args) =>
    run(path, ['--db', join(home, 'x.db'), ...args], { env, cwd: home, maxBuffer: 1 << 26 });
  await dixit('ingest', ARTICLES);
  await decide(dixit);
  const folder = join(home, 'site');
  await dixit('publish', folder, ...LANGUAGES.flatMap((language) => ['--ui', language]));
  const server = spawn(path, ['--db', join(home, 'x.db'), 'serve', '--addr', '127.0.0.1:0', '--timeout', '60'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [served] = await Promise.race([
    createInterface(server.stdout)[Symbol.asyncIterator]().next().then(({ value }) => [value]),
    new Promise((_, reject) => server.once('exit', () => reject(new Error('dixit serve ended')))),
  ]);
  const files = await host(folder);
  // Whoever ends this run ends the server with it.
  process.once('SIGTERM', () => process.exit(server.kill() ? 143 : 1));
  return {
    dixit,
    served: served.trim().replace(/\/$/, ''),
    hosted: `http://127.0.0.1:${files.address().port}`,
    folder,
    file: (name) => pathToFileURL(join(folder, name)).href,
    close: async () => {
      server.kill('SIGTERM');
      files.close();
      files.closeAllConnections();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/// Decides on some statements, so that the pages have reviews and outcomes to show.
async function decide(dixit) {
  const { stdout } = await dixit('--format', 'jsonl', 'proposals');
  const proposals = stdout.trim().split('\n').map((line) => JSON.parse(line));
  const [first, second] = proposals.map((proposal) => (proposal.statement ?? proposal).id);
  await dixit('confirm', first);
  await dixit('status', second, 'adopted');
}

/// Serves the published files, as any web server would.
async function host(folder) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://host').pathname);
    const name = normalize(path.endsWith('/') ? `${path}index.html` : path);
    try {
      const content = await readFile(join(folder, name));
      response.writeHead(200, { 'Content-Type': MEDIA_TYPES[extname(name)] ?? 'application/octet-stream' });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}
