import { Injectable, SetMetadata, type CustomDecorator, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { FactListener } from './fact.js';

const TYPES = Symbol('Hears');

/** Says which facts a class listens to; it must be a provider of some module. Its class name is how deliveries know it. */
export const Hears = (...types: string[]): CustomDecorator<symbol> => SetMetadata(TYPES, types);

/** Two listeners have one name, or a delivery waits for a listener that is gone: Passerelle does not start. */
export class WrongListeners extends Error {
  override readonly name = 'WrongListeners';
}

/** Who hears which facts; complete before the first fact is written. */
@Injectable()
export class FactListeners implements OnModuleInit {
  private readonly byName = new Map<string, FactListener>();
  private readonly heard: { type: string; listener: string }[] = [];

  constructor(private readonly discovery?: DiscoveryService) {}

  onModuleInit(): void {
    const found = new Set<unknown>();
    for (const { instance } of this.discovery?.getProviders() ?? []) {
      const types = found.has(instance) ? undefined : typesOf(instance);
      if (!types) continue;
      found.add(instance);
      this.add(types, instance as FactListener);
    }
  }

  /** Registers one listener under its class name; refuses a second of that name. */
  add(types: readonly string[], listener: FactListener): this {
    const { name } = listener.constructor;
    if (this.byName.has(name)) throw new WrongListeners(`two listeners are called ${name}`);
    this.byName.set(name, listener);
    for (const type of types) this.heard.push({ type, listener: name });
    return this;
  }

  /** Which listener hears which type, as pairs. */
  get pairs(): readonly { readonly type: string; readonly listener: string }[] {
    return this.heard;
  }

  get names(): string[] {
    return [...this.byName.keys()];
  }

  of(name: string): FactListener {
    const listener = this.byName.get(name);
    if (!listener) throw new WrongListeners(`deliveries wait for ${name}, and no listener has that name`);
    return listener;
  }
}

function typesOf(instance: unknown): string[] | undefined {
  if (typeof instance !== 'object' || instance === null) return undefined;
  return Reflect.getMetadata(TYPES, instance.constructor) as string[] | undefined;
}
