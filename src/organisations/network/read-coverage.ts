import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { readReference } from '../../../config/reference.js';
import { projectRoot } from '../../../config/root.js';
import type { PersonActor } from '../../../libs/transaction/actor.js';
import { coverageOf, languagesOf, type NeedCoverage, type Reach } from './coverage.rules.js';
import type { CoverageQuery } from './network.dto.js';
import { NetworkQueries, type NetworkState } from './network.queries.js';

/** The network's state with what follows from it. */
export interface Coverage extends NetworkState {
  /** The need that was asked for, or all: the widest gaps first. */
  readonly needs: readonly NeedCoverage[];
  readonly languages: readonly (Reach & { readonly language: string })[];
}

/** Works coverage out of the network as it stands. */
@Injectable()
export class ReadCoverage {
  private readonly reference = readReference(join(projectRoot(), 'config'));

  constructor(private readonly network: NetworkQueries) {}

  /** @throws Forbidden */
  async run(by: PersonActor, { need, language }: CoverageQuery): Promise<Coverage> {
    const state = await this.network.state(by);
    const { boroughs, needs, languages } = this.reference;
    return {
      ...state,
      needs: coverageOf(state.services, need === null ? needs.map(({ code }) => code) : [need], boroughs, language),
      languages: languagesOf(state.services, need, languages.map(({ tag }) => tag)),
    };
  }
}
