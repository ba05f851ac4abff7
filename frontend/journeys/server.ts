/** The real server, as a process of its own with a folder of its own, on a port nobody else has. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The one that was built last for trying out, unless another is named. */
const PROGRAM =
  process.env.CAMPFIRE_SERVER ??
  fileURLToPath(new URL('../../target/debug/campfire-server', import.meta.url));

export class Server {
  readonly #folder: string;
  #process: ChildProcess | null = null;
  address = '';

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async start(): Promise<Server> {
    if (!existsSync(PROGRAM))
      throw new Error(`${PROGRAM} is missing. Run: cargo build --workspace`);
    const server = new Server(await mkdtemp(join(tmpdir(), 'campfire-journey-')));
    await server.comeBack();
    return server;
  }

  /** Gone from one moment to the next, as in a power cut. */
  async die() {
    await this.#end('SIGKILL');
  }

  /** Starts again where it was, with what it had. */
  async comeBack() {
    const port = this.address ? new URL(this.address).port : '0';
    const process_ = spawn(PROGRAM, {
      env: {
        ...process.env,
        PORT: port,
        DATABASE_PATH: join(this.#folder, 'campfire.sqlite3'),
        RUST_LOG: 'warn',
        // The push services of journeys are on this machine.
        PUSH_ALLOW_PRIVATE: 'true',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = process_;
    for await (const line of createInterface({ input: process_.stdout })) {
      const [address] = /http:\/\/\S+/.exec(line) ?? [];
      if (!address) continue;
      this.address = address;
      return;
    }
    throw new Error('The server ended before it listened.');
  }

  async stop() {
    await this.#end('SIGTERM');
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals) {
    const process = this.#process;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const ended = once(process, 'exit');
    process.kill(signal);
    await ended;
  }
}
