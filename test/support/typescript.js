// Lets a program of its own run from the TypeScript sources: `node --import ./test/support/typescript.js program.ts`.
import { register } from 'node:module';

register('./typescript-hooks.js', import.meta.url);
