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
 * Starts the server that THIDUA_BIN names, or the one of this repository, on a free port. Gives its origin, the password
 * that it made for its first administrator, and a function that stops it and removes its data. It gets the flags too.
 */
export async function startServer(...flags) {
  const data = await mkdtemp(join(tmpdir(), 'thidua-web-'));
  const binary = process.env.THIDUA_BIN;
  const [command, ...first] = binary ? [binary] : ['go', 'run', './cmd/thidua'];
  // A group of its own: `go run` does not pass signals on to what it runs.
  const server = spawn(command, [...first, '--addr', '127.0.0.1:0', '--data', data, ...flags], {
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
    const printed = await startOutput(server);
    return {
      origin: originPattern.exec(printed)[0],
      firstPassword: () => passwordPattern.exec(printed)[1],
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the server prints when it is up: its address, and the first administrator's password. */
const originPattern = /http:\/\/127\.0\.0\.1:\d+/;
const passwordPattern = /login admin, password (\S+)/;

/** Waits until the server has printed all of that, and gives it. */
function startOutput(server) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (reason) => reject(new Error(`${reason}:\n${output}`));
    const timer = setTimeout(() => fail('the server did not say where it listens'), startMillis);
    const read = (chunk) => {
      output += chunk;
      if (originPattern.test(output) && passwordPattern.test(output)) {
        clearTimeout(timer);
        resolve(output);
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
