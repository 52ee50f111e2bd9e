/** Starts the real server on an empty store of its own, for a test, and stops it. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** How long the server may take to say where it listens; `go run` compiles it first. */
const startMillis = 300_000;

/**
 * Starts the server that THIDUA_BIN names, or the one of this repository, on a free port. Gives its origin and a function
 * that stops it and removes its data.
 */
export async function startServer() {
  const data = await mkdtemp(join(tmpdir(), 'thidua-web-'));
  const binary = process.env.THIDUA_BIN;
  const [command, ...first] = binary ? [binary] : ['go', 'run', './cmd/thidua'];
  // A group of its own: `go run` does not pass signals on to what it runs.
  const server = spawn(command, [...first, '--addr', '127.0.0.1:0', '--data', data], {
    cwd: repository,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => server.once('close', resolve));
  const stop = async () => {
    if (server.exitCode === null && server.pid !== undefined) {
      process.kill(-server.pid, 'SIGTERM');
      await ended;
    }
    await rm(data, { recursive: true, force: true });
  };
  try {
    return { origin: await printedOrigin(server), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until the server prints its address. */
function printedOrigin(server) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (reason) => reject(new Error(`${reason}:\n${output}`));
    const timer = setTimeout(() => fail('the server did not say where it listens'), startMillis);
    const read = (chunk) => {
      output += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output);
      if (found) {
        clearTimeout(timer);
        resolve(found[0]);
      }
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('error', (error) => fail(error.message));
    server.once('close', (code) => {
      clearTimeout(timer);
      fail(`the server ended with ${code}`);
    });
  });
}
