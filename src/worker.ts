import './heap.js';
import '../config/runtime.js';
import '../config/stacks.js';
import 'reflect-metadata';
import { readEnv } from '../config/env.js';
import { startPasserelle } from './start.js';

await startPasserelle(readEnv(), { web: false, workers: true });
