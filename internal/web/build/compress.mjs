/**
 * Compresses what Vite put into dist/assets, and the script of embeds, once and for all: the server sends the .gz files as
 * they are. Zopfli runs as WebAssembly and writes no time into its header, so the bytes are the same on every machine.
 */
import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import zopfli from '@gfx/zopfli';

const assets = new URL('../dist/assets/', import.meta.url);

// Vite lists the licences of code only; a font has one too.
const fontLicense = await readFile(new URL('../node_modules/@fontsource/jetbrains-mono/LICENSE', import.meta.url), 'utf8');
await appendFile(new URL('licenses.txt', assets), `\n\n## JetBrains Mono (OFL-1.1)\n\n${fontLicense.trim()}\n`);

let plainBytes = 0;
let gzipBytes = 0;
const folders = [assets, new URL('../../embed/dist/', import.meta.url)];
const files = await Promise.all(folders.map(async (folder) => (await readdir(folder)).sort().map((name) => new URL(name, folder))));
for (const file of files.flat()) {
  const plain = await readFile(file);
  const gzip = await zopfli.gzipAsync(plain, { numiterations: 15 });
  await writeFile(`${fileURLToPath(file)}.gz`, gzip);
  await rm(file);
  plainBytes += plain.length;
  gzipBytes += gzip.length;
  console.log(`${String(plain.length).padStart(9)} → ${String(gzip.length).padStart(8)}  ${basename(file.pathname)}`);
}
console.log(`${String(plainBytes).padStart(9)} → ${String(gzipBytes).padStart(8)}  in all`);
