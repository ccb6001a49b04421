// Adds to package-lock.json the optional packages of other platforms that npm left out. Some registries hide packages
// that are not for the machine asking; npm then omits them from the lock file, and `npm ci` refuses the file as
// incomplete on every machine. Run it after a change of dependencies: `node config/complete-lock.js`.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../package-lock.json', import.meta.url));

// How packages of native binaries name their platform, as npm's own fields put it.
const SYSTEMS = { android: 'android', darwin: 'darwin', freebsd: 'freebsd', linux: 'linux', openharmony: 'openharmony', win32: 'win32', windows: 'win32' };
const PROCESSORS = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64'];

/** Reads the platform from a name such as `@scope/binding-linux-arm-gnueabihf`. */
function platformOf(name) {
  const words = name.slice(name.indexOf('/') + 1).split('-');
  const os = words.map((word) => SYSTEMS[word]).find(Boolean);
  const cpu = words.find((word) => PROCESSORS.includes(word));
  if (!os || !cpu) return undefined;
  const libc = os !== 'linux' ? undefined : words.some((word) => word.startsWith('musl')) ? 'musl' : words.some((word) => word.startsWith('gnu')) ? 'glibc' : undefined;
  return { os: [os], cpu: [cpu], ...(libc ? { libc: [libc] } : {}) };
}

/** The folders in which Node would look for a package required from `parent`, nearest first. */
function* foldersFrom(parent) {
  for (let at = parent; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) yield `${at}/`;
  yield '';
}

/** Adds what is missing and returns the names; a name that tells no platform stops it, for a person to look at. */
function complete(packages) {
  const added = [];
  for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if ([...foldersFrom(parent)].some((folder) => packages[`${folder}node_modules/${name}`])) continue;
      const platform = platformOf(name);
      if (!platform) throw new Error(`${name}, an optional dependency of ${parent}, is not in package-lock.json and its name tells no platform.`);
      packages[`node_modules/${name}`] = { version: range.replace(/^[\^~]/, ''), ...platform, ...(dev ? { dev } : {}), optional: true };
      added.push(name);
    }
  }
  return added;
}

const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = complete(lock.packages);
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(added.length > 0 ? `Added ${added.length} packages:\n${added.join('\n')}\n` : 'Nothing is missing.\n');
