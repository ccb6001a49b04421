import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { TooMany } from '../../../libs/http/refusal.js';
import { mintSecret } from '../secret.js';

// OWASP ASVS 5.0 appendix C: argon2id with one pass and at least 46 MiB.
const COST = { memoryCost: 47_104, timeCost: 1, parallelism: 1 };
/** Each takes a core and 46 MiB: two at a time leave the other pages their share of the machine. */
const AT_ONCE = 2;
const MOST_WAITING = 60;

/** Hashes and checks passwords, a few at a time, and takes as long for a person who does not exist. */
@Injectable()
export class Passwords {
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password.normalize('NFC'), COST));
  }

  /** Whether this is the password; without a hash it is not, after the same work. */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const against = stored ?? (await (this.decoy ??= hash(mintSecret(), COST)));
    const same = await this.inTurn(() => verify(against, password.normalize('NFC')));
    return stored !== null && same;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= MOST_WAITING) throw new TooMany(2);
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
