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
  let server;
  let printed;
  const start = async (address, ...expected) => {
    // A group of its own: `go run` does not pass signals on to what it runs.
    server = spawn(command, [...first, '--addr', address, '--data', data, ...flags], {
      cwd: repository,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return startOutput(server, [originPattern, ...expected]);
  };
  const end = async () => {
    if (server.exitCode !== null || server.pid === undefined) return;
    const ended = new Promise((resolve) => server.once('close', resolve));
    process.kill(-server.pid, 'SIGTERM');
    await ended;
  };
  const stop = async () => {
    await end();
    await rm(data, { recursive: true, force: true });
  };
  try {
    printed = await start('127.0.0.1:0', passwordPattern);
  } catch (error) {
    await stop();
    throw error;
  }
  const origin = originPattern.exec(printed)[0];
  return {
    origin,
    firstPassword: () => passwordPattern.exec(printed)[1],
    stop,
    /** Ends the server, with its data where they are; start begins it again at the same address. */
    end,
    start: () => start(new URL(origin).host),
  };
}

/** What the server prints when it is up: its address and, the first time, the first administrator's password. */
const originPattern = /http:\/\/127\.0\.0\.1:\d+/;
const passwordPattern = /login admin, password (\S+)/;

/** Waits until the server has printed all that is expected, and gives what it printed. */
function startOutput(server, expected) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (reason) => reject(new Error(`${reason}:\n${output}`));
    const timer = setTimeout(() => fail('the server did not say where it listens'), startMillis);
    const read = (chunk) => {
      output += chunk;
      if (expected.every((pattern) => pattern.test(output))) {
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
