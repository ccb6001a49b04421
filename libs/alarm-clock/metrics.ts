import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How punctual the alarm clock is, for /metrics: merge `registry` with the others. */
@Injectable()
export class AlarmMetrics {
  readonly registry = new Registry();

  private readonly lateness = new Histogram({
    name: 'passerelle_alarm_lateness_seconds',
    help: 'Real time between the moment an alarm was due and the commit of its effects',
    labelNames: ['kind'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600],
    registers: [this.registry],
  });
  private readonly overdue = new Gauge({
    name: 'passerelle_alarms_overdue',
    help: 'Alarms that should have rung more than five seconds ago (counted to 10,000)',
    registers: [this.registry],
  });
  private readonly setAside = new Gauge({
    name: 'passerelle_alarms_set_aside',
    help: 'Alarms set aside after failing too often',
    registers: [this.registry],
  });
  private readonly failures = new Counter({
    name: 'passerelle_alarm_failures_total',
    help: 'Rides that failed, by kind',
    labelNames: ['kind'],
    registers: [this.registry],
  });
  private readonly rebuilt = new Counter({
    name: 'passerelle_bell_workers_rebuilt_total',
    help: 'Times that the worker of the bells was built anew because it had fallen silent',
    registers: [this.registry],
  });

  rang(kind: string, lateSeconds: number): void {
    this.lateness.observe({ kind }, Math.max(0, lateSeconds));
  }

  failed(kind: string): void {
    this.failures.inc({ kind });
  }

  looked(overdue: number, setAside: number): void {
    this.overdue.set(overdue);
    this.setAside.set(setAside);
  }

  workerRebuilt(): void {
    this.rebuilt.inc();
  }
}
