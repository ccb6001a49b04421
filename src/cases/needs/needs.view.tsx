import type { VNode } from 'preact';
import type { Translate } from '../../../libs/i18n/translate.js';
import { Card } from '../../../libs/ui/card.js';
import { EmptyState } from '../../../libs/ui/empty-state.js';
import { Choices } from '../../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../../libs/ui/form/form.js';
import { type IconName, ICONS } from '../../../libs/ui/icon.js';
import { Need as NeedLine, Needs } from '../../../libs/ui/scores.js';
import { partPath } from '../case-head.view.js';
import type { CaseSheet } from '../case-pages.js';
import type { Reference } from '../../../config/reference.js';
import { type NeedStanding, SCORES, standings } from './needs.rules.js';

interface NeedsProps extends CaseSheet {
  readonly t: Translate;
  readonly reference: Reference;
  /** Scores as they were ticked, by code. */
  readonly typed: Readonly<Record<string, string>>;
}

/** How the household is doing, and the form to look again. */
export function NeedsPage(props: NeedsProps): VNode {
  const { t, household, now, reference, mayEdit, file } = props;
  const standing = standings(household.scores.map((score) => ({ ...score, scoredAt: new Date(score.scoredAt) })));
  return (
    <>
      <Card id="needs" title={t('cases.needs.title')} count={standing.length} bare={standing.length > 0}>
        {standing.length === 0 ? <EmptyState title={t('cases.needs.none')} /> : <NeedsList t={t} standing={standing} reference={reference} />}
      </Card>
      {mayEdit && file.state !== 'closed' && <ScoreForm {...props} standing={standing} now={now} />}
    </>
  );
}

/** Needs with their scores, worst first. */
export function NeedsList({ t, standing, reference }: { readonly t: Translate; readonly standing: readonly NeedStanding[]; readonly reference: Reference }): VNode {
  return (
    <Needs>
      {standing.map(({ code, score }) => {
        const need = reference.need(code);
        return <NeedLine icon={pictureOf(need?.icon)} name={need?.[t.language] ?? code} value={score} of={4} word={t(`cases.scores.s${score}`)} />;
      })}
    </Needs>
  );
}

function ScoreForm({ t, file, once, faults, reference, typed, standing, now }: NeedsProps & { readonly standing: readonly NeedStanding[] }): VNode {
  return (
    <Form action={partPath(file.id, 'needs')} hidden={{ once }}>
      <ErrorSummary faults={faults.summary} />
      <FormSection legend={t(standing.length === 0 ? 'cases.needs.first' : 'cases.needs.again')} note={t('cases.needs.note')}>
        {reference.needs.map((need, i) => {
          const present = standing.find(({ code }) => code === need.code);
          const hint = present && t('cases.needs.present', { score: present.score, word: t(`cases.scores.s${present.score}`), day: t.dayNear(present.scoredAt, now) });
          return (
            <>
              <input type="hidden" name={`scores.${i}.code`} value={need.code} />
              <Choices type="radio" name={`scores.${i}.score`} label={need[t.language]} hint={hint} value={typed[need.code] ?? ''}
                choices={[...SCORES.map((score) => ({ value: String(score), text: t('cases.needs.choice', { score, word: t(`cases.scores.s${score}`) }) })), { value: '', text: t('cases.needs.not-now') }]} />
            </>
          );
        })}
      </FormSection>
      <FormBar note={t('cases.needs.kept')}>
        <button class="button button-primary" type="submit">{t('cases.needs.save')}</button>
        <a class="button" href={partPath(file.id, 'overview')}>{t('cases.cancel')}</a>
      </FormBar>
    </Form>
  );
}

/** A need's own picture, when the sprite has it. */
const pictureOf = (name: string | undefined): IconName => ICONS.find((icon) => icon === name) ?? 'circle-dot';
