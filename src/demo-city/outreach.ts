import { isUnreached, nextAttempt, type NextAttempt, type Outcome } from '../follow-ups/attempts.rules.js';
import type { Channel } from '../follow-ups/protocol.rules.js';
import type { Chance } from './chance.js';
import type { Scene } from './scene.js';
import type { Step, Story, Trial } from './story.js';
import { channelsOf, safeChannel } from './ways.js';

/** What a failed attempt by each channel comes to. */
const FAILURES: Readonly<Partial<Record<Channel, readonly (readonly [Outcome, number])[]>>> = {
  call: [['no_answer', 60], ['voicemail_left', 34], ['no_shared_language', 4], ['wrong_number', 2]],
  sms: [['message_sent', 100]],
  email: [['message_sent', 100]],
  visit: [['nobody_home', 82], ['left_word', 18]],
  in_person: [['missed_appointment', 100]],
};
const REACHED: Readonly<Partial<Record<Channel, Outcome>>> = { visit: 'met', in_person: 'met', sms: 'replied', email: 'replied' };
const MINUTES: Readonly<Partial<Record<Channel, readonly [number, number]>>> = { call: [5, 25], visit: [30, 75], in_person: [40, 90] };

/** Tries to reach a household and fails; says what the house's own rules would try next. */
export function fail(chance: Chance, scene: Scene, story: Story, step: Step, at: Date, wanted?: Channel): NextAttempt {
  const { ways, household } = story.file;
  const channels = channelsOf(ways);
  const channel = wanted ?? safeChannel(step.channel === 'file' ? 'call' : step.channel, channels);
  const voicemail = ways.some(({ voicemailOk }) => voicemailOk);
  const outcome = chance.weighted((FAILURES[channel] ?? [['left_word', 100]] as const)
    .filter(([each]) => (each !== 'voicemail_left' || voicemail) && (each !== 'no_shared_language' || household.interpreter === 'needed')));
  log(chance, story, step, { channel, outcome, contact: false, interpreted: false, minutes: null, at });

  // No ladder is longer, and only what failed since the last contact counts.
  const attempts = story.trials.slice(-12).map((trial) => ({ at: trial.at, channel: trial.channel, outcome: trial.outcome }));
  if (!story.unreachedSince && isUnreached(attempts, scene.protocol.attempts, scene.office.zone)) {
    story.unreachedSince = at;
    story.events.push({ at, kind: 'case.unreached', by: story.file.ownerId, details: {} });
  }
  const mayAskPartner = story.consents.some(({ purpose, withdrawnAt }) => purpose === 'ask_partner' && !withdrawnAt);
  const next = nextAttempt({ ...scene.office, rules: scene.protocol.attempts, tier: household.tier, attempts, ways: channels, mayAskPartner });
  step.nextAttemptAt = next.kind === 'attempt' ? next.at : null;
  step.nextAttemptChannel = next.kind === 'attempt' ? next.channel : null;
  return next;
}

/** Reaches them: a two-way contact. Gives its identity. */
export function reach(chance: Chance, story: Story, step: Step, at: Date, note: string | null): string {
  const { ways, household } = story.file;
  const channel = safeChannel(step.channel, channelsOf(ways));
  const [low, high] = MINUTES[channel] ?? [2, 6];
  const id = log(chance, story, step, {
    channel, outcome: REACHED[channel] ?? 'spoke', contact: true, note, at,
    interpreted: household.interpreter === 'needed' && !['sms', 'email'].includes(channel), minutes: chance.whole(low, high),
  });
  story.lastContactAt = at;
  story.unreachedSince = null;
  step.nextAttemptAt = null;
  step.nextAttemptChannel = null;
  return id;
}

function log(chance: Chance, story: Story, step: Step, made: Omit<Trial, 'id' | 'stepId' | 'by' | 'note'> & { note?: string | null }): string {
  const by = story.file.ownerId;
  const trial: Trial = { note: null, ...made, id: chance.id(made.at), stepId: step.id, by };
  story.trials.push(trial);
  step.attempts += 1;
  step.lookedAt = made.at;
  story.events.push({
    at: made.at, kind: made.contact ? 'contact.made' : 'attempt.failed', by,
    details: { channel: made.channel, outcome: made.outcome, code: step.code, subjectId: trial.id },
  });
  return trial.id;
}
