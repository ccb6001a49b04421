import { Foundations1763856000001 } from './0001-foundations.js';
import { Accounts1763856000002 } from './0002-accounts.js';
import { Cases1763856000003 } from './0003-cases.js';
import { FollowUps1763856000004 } from './0004-follow-ups.js';
import { Arrivals1763856000005 } from './0005-arrivals.js';
import { Desk1763856000006 } from './0006-desk.js';
import { Organisations1763856000007 } from './0007-organisations.js';
import { Referrals1763856000008 } from './0008-referrals.js';
import { ReferralDoors1763856000009 } from './0009-referral-doors.js';

/** Every migration, oldest first; forward only. */
export const migrations = [
  Foundations1763856000001,
  Accounts1763856000002,
  Cases1763856000003,
  FollowUps1763856000004,
  Arrivals1763856000005,
  Desk1763856000006,
  Organisations1763856000007,
  Referrals1763856000008,
  ReferralDoors1763856000009,
];
