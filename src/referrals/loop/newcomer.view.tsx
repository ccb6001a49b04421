import type { ComponentChildren, VNode } from 'preact';
import { apart, Both, Drawn, type Drawing, type NewcomerVoice, Words } from './newcomer-page.js';
import { type Answer, ANSWERS, OPEN_DAYS } from './loop.rules.js';
import type { AskedOfNewcomer, NewcomerSight, NextAppointment, ToldOf } from './newcomer.queries.js';

/** How far the reader has shown that it is them. */
export type Shown =
  | { readonly as: 'asked'; readonly wrong?: boolean }
  /** Nobody can show it: the year is not known, or was wrong too often. */
  | { readonly as: 'silent' }
  | { readonly as: 'known'; readonly givenName: string; readonly told: readonly ToldOf[] };

/** What a newcomer's page is drawn from. */
export interface NewcomerSheet extends NewcomerSight {
  readonly voices: readonly NewcomerVoice[];
  readonly action: string;
  readonly phone: string | undefined;
  readonly shown: Shown;
  /** What was just done, by its code. */
  readonly done: unknown;
}

const DRAWINGS: Readonly<Record<Answer, Drawing>> = { helped: 'check', partly: 'circle-dashed', not_helped: 'x' };
const DONE = ['thanks', 'stopped', 'late'] as const;

/** Did it help, where one is expected next, and who got what about the household: in the reader's language, with French beside it. */
export function NewcomerSheetView(sheet: NewcomerSheet): VNode {
  const { voices, questions, appointment, shown, done } = sheet;
  const code = DONE.find((known) => known === done);
  return (
    <>
      <Both voices={voices} say={(t, first) => (
        <>
          <Title first={first}>{shown.as === 'known' && shown.givenName !== '' ? t('referrals.newcomer.hello', { name: apart(shown.givenName) }) : t('referrals.newcomer.welcome')}</Title>
          <p>{t('referrals.newcomer.lead')}</p>
        </>
      )} />
      {code && <section class="said" role="status"><Both voices={voices} say={(t) => <p>{t(`referrals.newcomer.done.${code}`)}</p>} /></section>}
      {questions.map((question) => <QuestionCard {...sheet} question={question} />)}
      {questions.length === 0 && <section><Both voices={voices} say={(t) => <p>{t('referrals.newcomer.nothing-asked')}</p>} /></section>}
      {appointment && <Appointment voices={voices} appointment={appointment} />}
      <More {...sheet} />
      <Help {...sheet} />
      {sheet.writes && <Stop {...sheet} />}
    </>
  );
}

const Title = ({ first, children }: { readonly first: boolean; readonly children: ComponentChildren }): VNode => (first ? <h1>{children}</h1> : <p class="title">{children}</p>);
const Heading = ({ first, id, children }: { readonly first: boolean; readonly id?: string; readonly children: ComponentChildren }): VNode => (first ? <h2 id={id}>{children}</h2> : <p class="heading">{children}</p>);
/** The language stays as it was chosen. */
const Language = ({ voices }: Pick<NewcomerSheet, 'voices'>): VNode => <input type="hidden" name="lang" value={voices[0]?.language} />;

function QuestionCard({ voices, action, question: { offerId, organisation, answer, askedAt } }: NewcomerSheet & { readonly question: AskedOfNewcomer }): VNode {
  const until = new Date(new Date(askedAt).getTime() + OPEN_DAYS * 86_400_000);
  const id = `q-${offerId}`;
  return (
    <section aria-labelledby={id}>
      <Both voices={voices} say={(t, first) => (
        <>
          <Heading first={first} id={id}>{t('referrals.newcomer.question', { organisation: apart(organisation) })}</Heading>
          {answer !== null && <p>{t('referrals.newcomer.answered', { answer: t(`referrals.newcomer.answers.${answer}`), day: t.date(until) })}</p>}
        </>
      )} />
      <form class="answers" method="post" action={`${action}/outcome`} aria-labelledby={id}>
        <input type="hidden" name="offer" value={offerId} />
        <Language voices={voices} />
        {ANSWERS.map((each) => (
          <button class={each === answer ? 'answer is-chosen' : 'answer'} type="submit" name="answer" value={each} aria-pressed={answer === null ? undefined : each === answer ? 'true' : 'false'}>
            <Drawn name={DRAWINGS[each]} /><Words voices={voices} say={(t) => t(`referrals.newcomer.answers.${each}`)} />
          </button>
        ))}
      </form>
    </section>
  );
}

function Appointment({ voices, appointment: { organisation, startsAt, minutes, place, bring } }: { readonly voices: readonly NewcomerVoice[]; readonly appointment: NextAppointment }): VNode {
  return (
    <section aria-labelledby="next">
      <Both voices={voices} say={(t, first) => (
        <>
          <Heading first={first} id="next"><Drawn name="calendar" /> {t('referrals.newcomer.appointment')}</Heading>
          <p><time class="when" datetime={startsAt}>{t.dateTime(startsAt)}</time></p>
          <p>{t('referrals.newcomer.with', { organisation: apart(organisation), minutes })}</p>
          <p><bdi>{place}</bdi></p>
          {bring !== null && <p>{t('referrals.newcomer.bring')} <bdi>{bring}</bdi></p>}
        </>
      )} />
    </section>
  );
}

/** Who got what about them: for whoever knows the year in which the newcomer was born. */
function More({ voices, action, shown }: NewcomerSheet): VNode {
  return (
    <section aria-labelledby="more" id="details">
      <Both voices={voices} say={(t, first) => (
        <>
          <Heading first={first} id="more">{t('referrals.newcomer.more.title')}</Heading>
          {shown.as === 'asked' && <p>{t('referrals.newcomer.more.why')}</p>}
          {shown.as === 'silent' && <p>{t('referrals.newcomer.more.silent')}</p>}
          {shown.as === 'known' && <ToldList t={t} told={shown.told} />}
        </>
      )} />
      {shown.as === 'asked' && (
        <form class="year" method="post" action={`${action}/more#details`}>
          <Language voices={voices} />
          <label for="year"><Words voices={voices} say={(t) => t('referrals.newcomer.more.year')} /></label>
          {shown.wrong && <p class="fault" id="year-fault" role="alert">{voices.map((t, i) => <span lang={t.language} dir={t.dir}>{i > 0 && ' '}{t('referrals.newcomer.more.wrong')}</span>)}</p>}
          <input id="year" name="year" inputMode="numeric" pattern="[0-9]{4}" maxLength={4} autocomplete="bday-year" required dir="ltr" aria-invalid={shown.wrong ? 'true' : undefined} aria-describedby={shown.wrong ? 'year-fault' : undefined} />
          <button type="submit"><Words voices={voices} say={(t) => t('referrals.newcomer.more.go')} /></button>
        </form>
      )}
    </section>
  );
}

function ToldList({ t, told }: { readonly t: NewcomerVoice; readonly told: readonly ToldOf[] }): VNode {
  if (told.length === 0) return <p>{t('referrals.newcomer.more.nobody')}</p>;
  return (
    <ul class="told">
      {told.map(({ organisation, kind, fields, at }) => (
        <li>{t(`referrals.newcomer.more.${kind}`, { organisation: apart(organisation), day: t.date(at), fields: t.list(fields.map((field) => t(`referrals.newcomer.fields.${field}`))) })}</li>
      ))}
    </ul>
  );
}

function Help({ voices, phone }: NewcomerSheet): VNode {
  return (
    <section aria-labelledby="help">
      <Both voices={voices} say={(t, first) => <><Heading first={first} id="help">{t('referrals.newcomer.help.title')}</Heading><p>{t('referrals.newcomer.help.text')}</p></>} />
      <p class="calls">
        {phone && <a class="call" href={`tel:${phone.replaceAll(/(?!^\+)\D/g, '')}`}><Drawn name="phone" /><bdi dir="ltr">{phone}</bdi></a>}
        <a class="call urgent" href="tel:911"><Drawn name="triangle-alert" />{voices.map((t) => <span lang={t.language} dir={t.dir}>{t('referrals.newcomer.help.emergency')}</span>)}<bdi dir="ltr">911</bdi></a>
      </p>
    </section>
  );
}

function Stop({ voices, action }: NewcomerSheet): VNode {
  return (
    <form class="stop" method="post" action={`${action}/stop`}>
      <Language voices={voices} />
      <button class="quiet" type="submit"><Words voices={voices} say={(t) => t('referrals.newcomer.stop')} /></button>
    </form>
  );
}

/** A link that opens nothing says so, and no more, whatever the reason. */
export const ClosedNewcomerLink = ({ voices, phone }: Pick<NewcomerSheet, 'voices' | 'phone'>): VNode => (
  <>
    <Both voices={voices} say={(t, first) => <><Title first={first}>{t('referrals.newcomer.closed.title')}</Title><p>{t('referrals.newcomer.closed.text')}</p></>} />
    <Help {...({ voices, phone } as NewcomerSheet)} />
  </>
);
