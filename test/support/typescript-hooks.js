import { transformFile } from '@swc/core';
import { fileURLToPath } from 'node:url';

const OPTIONS = {
  swcrc: false,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false, react: { runtime: 'automatic', importSource: 'preact' } },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** Finds `thing.ts` or `thing.tsx` where `thing.js` was asked for. */
export async function resolve(specifier, context, next) {
  if (specifier.startsWith('.') && specifier.endsWith('.js')) {
    for (const ending of ['.ts', '.tsx']) {
      try {
        return await next(specifier.replace(/\.js$/, ending), context);
      } catch (fault) {
        if (fault.code !== 'ERR_MODULE_NOT_FOUND') throw fault;
      }
    }
  }
  return next(specifier, context);
}

/** Strips the types as the tests' own transformer does. */
export async function load(url, context, next) {
  if (!/\.tsx?$/.test(url)) return next(url, context);
  const { code } = await transformFile(fileURLToPath(url), OPTIONS);
  return { format: 'module', source: code, shortCircuit: true };
}
