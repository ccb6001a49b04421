import { type FieldFault, InvalidInput } from '../../../libs/http/refusal.js';
import type { AgreementRow } from './agreement.entity.js';
import type { ServiceName } from './agreements.store.js';

/** Refuses what does not hold together, however it came: a promise said by half, an end before the beginning, somebody else’s service. */
export function judgeAgreement(agreement: Pick<AgreementRow, 'serviceId' | 'answerWithin' | 'answerUnit' | 'answerClock' | 'startsOn' | 'endsOn'>, services: readonly ServiceName[]): void {
  const { serviceId, answerWithin, answerUnit, answerClock, startsOn, endsOn } = agreement;
  const faults: FieldFault[] = [];
  const said = [answerWithin, answerUnit, answerClock].filter((part) => part !== null).length;
  if (said > 0 && said < 3) faults.push({ path: 'answerWithin', code: 'organisations.faults.answer-promise' });
  if (endsOn !== null && endsOn < startsOn) faults.push({ path: 'endsOn', code: 'organisations.faults.ends-before-start' });
  if (serviceId !== null && !services.some(({ id }) => id === serviceId)) faults.push({ path: 'serviceId', code: 'organisations.faults.unknown-service' });
  if (faults.length > 0) throw new InvalidInput(faults);
}
