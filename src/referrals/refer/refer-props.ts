import type { Reference } from '../../../config/reference.js';
import type { FormFaults } from '../../../libs/http/form-faults.js';
import type { Translate } from '../../../libs/i18n/translate.js';
import type { PreviewedShare } from '../sharing/share-preview.js';
import type { OpenedCase, Suggestion, Suggestions } from '../suggestions/suggest.js';
import type { Plan } from './plan.js';
import type { ReferAddress, ReferForm } from './refer-form.js';

/** What the page of whom to ask is drawn from. */
export interface ReferPageProps {
  readonly t: Translate;
  readonly reference: Reference;
  readonly opened: OpenedCase;
  readonly address: ReferAddress;
  readonly need: string | undefined;
  /** Whoever may edit the case may ask; others see who could help. */
  readonly asks: boolean;
  readonly found: Suggestions;
  /** What bears the name that was typed, beside what was suggested. */
  readonly named: readonly Suggestion[];
  /** Everybody on the page who may be asked, in the order of the form. */
  readonly picks: readonly Suggestion[];
  readonly form: ReferForm;
  readonly plan: Plan;
  /** What would be sent, and under which consents. */
  readonly preview: PreviewedShare;
  /** A referral that is open for this need already. */
  readonly goingOn: string | undefined;
  readonly once: string;
  readonly faults: FormFaults;
}
