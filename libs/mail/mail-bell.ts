import { Injectable } from '@nestjs/common';

/** Wakes the post of this process when a mail was recorded here; other processes find it when they next look. */
@Injectable()
export class MailBell {
  private rung = false;
  private waiter: (() => void) | undefined;

  /** Something was posted. */
  ring(): void {
    this.rung = true;
    this.waiter?.();
  }

  /** Waits for a ring, at most this long. A ring that came before the wait counts. */
  async wait(ms: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.waiter = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.rung = false;
    this.waiter = undefined;
  }
}
