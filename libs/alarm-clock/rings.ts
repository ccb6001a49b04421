import { Injectable, type CustomDecorator, SetMetadata, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { AlarmHandler } from './alarm.js';

const KIND = Symbol('Rings');

/** Says that a class answers the alarms of a kind; it must be a provider of some module. */
export const Rings = (kind: string): CustomDecorator<symbol> => SetMetadata(KIND, kind);

/** Two classes want to ring one kind, or none does: Passerelle does not start. */
export class WrongAlarmHandlers extends Error {
  override readonly name = 'WrongAlarmHandlers';
}

/** Who answers which kind of alarm; complete before the first alarm rings. */
@Injectable()
export class AlarmHandlers implements OnModuleInit {
  private readonly byKind = new Map<string, AlarmHandler>();

  constructor(private readonly discovery?: DiscoveryService) {}

  onModuleInit(): void {
    this.discover();
  }

  private discover(): void {
    for (const { instance } of this.discovery?.getProviders() ?? []) {
      const kind = ringsFor(instance);
      if (kind !== undefined) this.add(kind, instance as AlarmHandler);
    }
  }

  /** Registers one handler; refuses a second for the same kind. */
  add(kind: string, handler: AlarmHandler): this {
    const before = this.byKind.get(kind);
    if (before && before !== handler) {
      throw new WrongAlarmHandlers(`two classes ring "${kind}": ${before.constructor.name} and ${handler.constructor.name}`);
    }
    this.byKind.set(kind, handler);
    return this;
  }

  get kinds(): string[] {
    return [...this.byKind.keys()];
  }

  /** The one that answers a kind; refuses a kind that nobody answers. */
  of(kind: string): AlarmHandler {
    // Alarms may be set before the application has started: a demo city is filled then.
    if (!this.byKind.has(kind)) this.discover();
    const handler = this.byKind.get(kind);
    if (!handler) throw new WrongAlarmHandlers(`nobody rings "${kind}": a class with @Rings('${kind}') must be a provider`);
    return handler;
  }
}

function ringsFor(instance: unknown): string | undefined {
  if (typeof instance !== 'object' || instance === null) return undefined;
  return Reflect.getMetadata(KIND, instance.constructor) as string | undefined;
}
