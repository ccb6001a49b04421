/**
 * How a household may be reached without harming it. A shared telephone, a violent husband, a voicemail that others
 * listen to: every way says by itself what is safe, nothing is safe until somebody said so, and whatever would leave
 * the office asks here first. The code word is what the caller says, or hears, before saying anything else.
 */

/** What a way to reach somebody is. */
export const WAY_KINDS = ['phone', 'email'] as const;
export type WayKind = (typeof WAY_KINDS)[number];

/** What one does with a way. A written message is a text on a phone, a letter to an e-mail address. */
export const CHANNELS = ['call', 'text', 'voicemail', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What the rules look at. For an e-mail address, `safeToText` says whether one may write. */
export interface WayFacts {
  readonly kind: WayKind;
  readonly safeToCall: boolean;
  readonly safeToText: boolean;
  readonly voicemailOk: boolean;
  readonly codeWord: string | null;
  readonly preferred: boolean;
}

/** Why a way may not be used so: `cases.refusals.<because>`. */
export type Unsafe = 'wrong-kind' | 'unsafe-to-call' | 'unsafe-to-text' | 'no-voicemail';

export type WayVerdict = { readonly allowed: true; readonly sayFirst: string | null } | { readonly allowed: false; readonly because: Unsafe };

/** Decides whether a way may be used for a channel, and says which word comes first. */
export function judgeChannel(way: WayFacts, channel: Channel): WayVerdict {
  if ((way.kind === 'email') !== (channel === 'email')) return { allowed: false, because: 'wrong-kind' };

  switch (channel) {
    case 'email':
    case 'text':
      if (!way.safeToText) return { allowed: false, because: 'unsafe-to-text' };
      break;
    case 'voicemail':
      if (!way.safeToCall || !way.voicemailOk) return { allowed: false, because: 'no-voicemail' };
      break;
    case 'call':
      if (!way.safeToCall) return { allowed: false, because: 'unsafe-to-call' };
  }
  return { allowed: true, sayFirst: way.codeWord };
}

/** The ways that may be used for a channel, the preferred one first. */
export function safeWays<W extends WayFacts>(ways: readonly W[], channel: Channel): W[] {
  return ways.filter((way) => judgeChannel(way, channel).allowed).sort((one, other) => Number(other.preferred) - Number(one.preferred));
}

/** The channels by which a household can be reached at all. */
export const openChannels = (ways: readonly WayFacts[]): Channel[] => CHANNELS.filter((channel) => safeWays(ways, channel).length > 0);

/** Whether every message must stay in the house: nobody said that anything may be written. */
export const blocksMessages = (ways: readonly WayFacts[]): boolean => !openChannels(ways).some((channel) => channel === 'text' || channel === 'email');

/** What is contradictory about a way; undefined when nothing is. */
export function faultOfWay(way: Omit<WayFacts, 'codeWord'>): { readonly path: 'voicemailOk' | 'safeToCall' | 'preferred'; readonly fault: string } | undefined {
  if (way.kind === 'email' && way.safeToCall) return { path: 'safeToCall', fault: 'email-cannot-be-called' };
  if (way.voicemailOk && !way.safeToCall) return { path: 'voicemailOk', fault: 'voicemail-without-call' };
  if (way.preferred && !way.safeToCall && !way.safeToText) return { path: 'preferred', fault: 'preferred-but-unsafe' };
  return undefined;
}
