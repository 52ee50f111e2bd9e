/**
 * Fails unless dist, and that of the embeds, is what the sources give: builds it anew and compares every byte with what was there. The
 * new one stays, so that a difference can be looked at, and committed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = [join(root, 'dist'), join(root, '../embed/dist')];

/** The digest of each file that was built, by its path. */
function digests() {
  const files = folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(root, path), createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

const before = digests();
const build = spawnSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });
if (build.status !== 0) {
  process.exit(build.status ?? 1);
}
const after = digests();

const changed = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
for (const path of changed.sort()) {
  console.error(`${before.has(path) ? (after.has(path) ? 'changed' : 'not built any more') : 'new'}: ${path}`);
}
if (changed.length > 0) {
  console.error('dist was not what the sources give. It is now: commit it.');
  process.exit(1);
}
