import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { TooMany } from '../../../libs/http/refusal.js';
import { Pools, SCHEMA } from '../../../libs/transaction/pools.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * How many failures are free, within how long, and how long one then waits. A whole office may sit behind one address,
 * so an address has more than an account; from strange addresses an account has few, but its owner's usual address is
 * not held back by what strangers do.
 */
const LIMITS = {
  accountHere: { points: 5, duration: 15 * MINUTE, blockDuration: MINUTE },
  account: { points: 10, duration: HOUR, blockDuration: MINUTE },
  address: { points: 60, duration: 15 * MINUTE, blockDuration: 5 * MINUTE },
} as const;
const KNOWN_FOR = 60 * 24 * HOUR;

/** The marks of one attempt: hashes, so that the table tells neither addresses nor accounts. */
interface Marks {
  readonly here: string;
  readonly account: string;
  readonly address: string;
}

/** Slows guessing down, per account and per address, in Postgres, so that every process counts alike. Each try counts before it is judged. */
@Injectable()
export class SignInThrottle {
  private readonly accountHere;
  private readonly account;
  private readonly address;
  private readonly known;

  constructor(pools: Pools) {
    const limiter = (keyPrefix: string, limits: { points: number; duration: number; blockDuration?: number }): RateLimiterPostgres =>
      new RateLimiterPostgres({
        storeClient: (pools.office.driver as PostgresDriver).master as Pool, storeType: 'pool', schemaName: SCHEMA, tableName: 'sign_in_throttle',
        tableCreated: true, keyPrefix, ...limits,
      });
    this.accountHere = limiter('here', LIMITS.accountHere);
    this.account = limiter('account', LIMITS.account);
    this.address = limiter('address', LIMITS.address);
    this.known = limiter('known', { points: 1, duration: KNOWN_FOR });
  }

  /** Counts a try, or throws `TooMany` with the seconds to wait. */
  async count(email: string, ip: string): Promise<void> {
    const { here, account, address } = marks(email, ip);
    await spend(this.address, address);
    await spend(this.accountHere, here);
    if ((await this.known.get(here)) === null) await spend(this.account, account);
  }

  /** Counts a try that concerns no account: a link, a reset. */
  async countAddress(ip: string): Promise<void> {
    await spend(this.address, marks('', ip).address);
  }

  /** It was the owner: what they spent is given back, and this address is known to be theirs. */
  async welcome(email: string, ip: string): Promise<void> {
    const { here, account, address } = marks(email, ip);
    await this.accountHere.delete(here);
    await this.address.reward(address, 1);
    if ((await this.known.get(here)) === null) await this.account.reward(account, 1);
    await this.known.set(here, 1, KNOWN_FOR);
  }
}

async function spend(limiter: RateLimiterPostgres, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (refused instanceof RateLimiterRes) throw new TooMany(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
    throw refused;
  }
}

function marks(email: string, ip: string): Marks {
  const network = networkOf(ip);
  return { here: digest(`${email}\n${network}`), account: digest(email), address: digest(network) };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** A household of IPv6 addresses is one /64. */
function networkOf(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip;
  const [head = '', tail] = ip.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return groups.slice(0, 4).join(':');
}
