/** Puts a `.br` and a `.gz` beside each text file of the build: the server sends them as they are. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** A packet's worth: nothing is gained below. */
const WORTH_IT_BYTES = 1_400;

export function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    writeBundle({ dir }) {
      if (!dir) return;
      for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|html|json|svg|txt)$/.test(name)) continue;
        const path = join(dir, name);
        const content = readFileSync(path);
        if (content.length < WORTH_IT_BYTES) continue;
        writeFileSync(`${path}.br`, brotliCompressSync(content));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}
