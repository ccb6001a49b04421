import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { projectRoot } from './root.js';

/*
 * A fault's stack names lines of our sources, not of dist. Node's own --enable-source-maps reads every map of ours and of our
 * libraries at the start and keeps them, 16 MB; here a map is read when a stack that needs it is first told.
 */
const OURS = pathToFileURL(`${projectRoot()}/dist/`).href;
const maps = new Map<string, SourceMap | undefined>();

Error.prepareStackTrace = (fault, frames) => [Error.prototype.toString.call(fault), ...frames.map((frame) => `    at ${inSource(frame)}`)].join('\n');

function inSource(frame: NodeJS.CallSite): string {
  const [file, line, column] = [frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber()];
  if (!file?.startsWith(OURS) || line === null || column === null) return String(frame);
  const entry = mapOf(file)?.findEntry(line - 1, column - 1);
  if (!entry || !('originalSource' in entry)) return String(frame);
  const place = `${resolve(dirname(fileURLToPath(file)), entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  return String(frame).replace(`${file}:${line}:${column}`, place);
}

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) maps.set(file, readMap(file));
  return maps.get(file);
}

function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${file}.map`), 'utf8')) as ConstructorParameters<typeof SourceMap>[0]);
  } catch {
    return undefined; // a stack without its sources is better than none
  }
}
