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
 * that it made for its first administrator, a function that stops it and removes its data, and two that end it and start it again
 * where it was. It gets the flags too.
 */
export async function startServer(...flags) {
  const data = await mkdtemp(join(tmpdir(), 'thidua-web-'));
  let server;
  const stop = async () => {
    await server?.stop();
    await rm(data, { recursive: true, force: true });
  };
  try {
    server = await serve(data, '127.0.0.1:0', flags, isFirstStart);
  } catch (error) {
    await stop();
    throw error;
  }
  const { origin, printed } = server;
  return {
    origin,
    firstPassword: () => passwordPattern.exec(printed)[1],
    stop,
    /** Ends the server, with its data where they are, and begins it again at the same address. */
    end: () => server.stop(),
    start: async () => {
      server = await serve(data, new URL(origin).host, flags, isStart);
    },
  };
}

/** Serves a directory of data at an address. */
async function serve(data, address, flags, isUp) {
  const binary = process.env.THIDUA_BIN;
  const [command, ...first] = binary ? [binary] : ['go', 'run', './cmd/thidua'];
  // A group of its own: `go run` does not pass signals on to what it runs.
  const server = spawn(command, [...first, '--addr', address, '--data', data, ...flags], {
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
  };
  try {
    const printed = await startOutput(server, isUp);
    return { origin: originPattern.exec(printed)[0], printed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the server prints when it is up: its address, and the first administrator's password. */
const originPattern = /http:\/\/127\.0\.0\.1:\d+/;
const passwordPattern = /login admin, password (\S+)/;

const isStart = (output) => originPattern.test(output);
const isFirstStart = (output) => isStart(output) && passwordPattern.test(output);

/** Waits until the server has printed all of that, and gives it. */
function startOutput(server, isUp) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (reason) => reject(new Error(`${reason}:\n${output}`));
    const timer = setTimeout(() => fail('the server did not say where it listens'), startMillis);
    const read = (chunk) => {
      output += chunk;
      if (isUp(output)) {
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
