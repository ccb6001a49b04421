import type { VNode } from 'preact';
import { BulkBar } from '../../libs/ui/bulk-bar.js';
import { Card, Section } from '../../libs/ui/card.js';
import { BarChart } from '../../libs/ui/charts/bar-chart.js';
import { Legend } from '../../libs/ui/charts/legend.js';
import { LineChart } from '../../libs/ui/charts/line-chart.js';
import { SmallMultiples } from '../../libs/ui/charts/small-multiples.js';
import { Chips } from '../../libs/ui/chips.js';
import { Clock } from '../../libs/ui/clock.js';
import { Dialog, DialogOpener } from '../../libs/ui/dialog.js';
import { Diff } from '../../libs/ui/diff.js';
import { Due } from '../../libs/ui/due.js';
import { EmptyState } from '../../libs/ui/empty-state.js';
import { Choices, Tick } from '../../libs/ui/form/choices.js';
import { ErrorSummary } from '../../libs/ui/form/error-summary.js';
import { Form, FormBar, FormSection } from '../../libs/ui/form/form.js';
import { RowGroup } from '../../libs/ui/form/row-group.js';
import { SelectField } from '../../libs/ui/form/select-field.js';
import { DateField, TextArea, TextField } from '../../libs/ui/form/text-field.js';
import { Gate } from '../../libs/ui/gate.js';
import { Icon } from '../../libs/ui/icon.js';
import { Dots, Identity } from '../../libs/ui/identity.js';
import { KeysLine } from '../../libs/ui/keys.js';
import { Notice } from '../../libs/ui/notice.js';
import { PageHead } from '../../libs/ui/page-head.js';
import { Page, type PageProps } from '../../libs/ui/page.js';
import { Pager } from '../../libs/ui/pager.js';
import { PrintButton } from '../../libs/ui/print-button.js';
import { Progress } from '../../libs/ui/progress.js';
import { Need, Needs } from '../../libs/ui/scores.js';
import { Shell, type ShellProps } from '../../libs/ui/shell.js';
import { Stat, Stats } from '../../libs/ui/stats.js';
import { Step, Steps } from '../../libs/ui/steps.js';
import { TabPanels, Tabs } from '../../libs/ui/tabs.js';
import { Tag } from '../../libs/ui/tag.js';
import { Ticks } from '../../libs/ui/ticks.js';
import { Tier, type Level } from '../../libs/ui/tier.js';
import { Timeline, TimelineDay, TimelineItem } from '../../libs/ui/timeline.js';
import { Toast } from '../../libs/ui/toast.js';
import { WorkTable, type Column } from '../../libs/ui/work-table.js';

/** The gallery's own present: Tuesday 24 November 2026, 9 h 12 in Montréal. */
export const GALLERY_NOW = new Date('2026-11-24T14:12:00Z');
const now = GALLERY_NOW;

const SHELL: Omit<ShellProps, 'children'> = {
  home: '/', note: 'démo', current: '/desk', otherLanguage: '/en',
  primary: { href: '/register', text: 'Inscrire une arrivée', short: 'Inscrire', icon: 'user-plus' },
  links: [
    { href: '/desk', text: 'Ma journée', icon: 'sun', count: 7 },
    { href: '/cases', text: 'Dossiers', icon: 'folder-open' },
    { href: '/import', text: 'Listes', icon: 'file-up', count: 4, tone: 'critical' },
  ],
  more: { title: 'Suivre', links: [{ href: '/people', text: 'Comptes et équipes', icon: 'users' }, { href: '/history', text: 'Journal', icon: 'history' }] },
  foot: ['Bureau d’intégration', 'Ville de Montréal (démo)'],
  search: { action: '/search', label: 'Chercher un nom, un dossier ou un téléphone', placeholder: 'Nom, dossier, téléphone' },
  notices: { href: '/notices', unread: 3 },
  who: { name: 'Intervenante 03', place: 'Équipe Centre', initials: '03', signOut: '/sign-out', links: [{ href: '/settings', text: 'Mes réglages', icon: 'settings' }] },
};

interface Row { id: string; level: Level; name: string; words: string[]; step: string; how: string; at: Date }
const ROWS: Row[] = [
  { id: 'a', level: 1, name: 'Ibrahim', words: ['arabe', '1 personne', 'jour 3'], step: 'Essentiels', how: 'Visite, interprète demandé', at: new Date('2026-11-22T22:00:00Z') },
  { id: 'b', level: 2, name: 'Amal', words: ['arabe', '4 personnes', 'jour 1'], step: 'Premier contact', how: 'Appel avec interprète, 10 h 30', at: new Date('2026-11-24T15:30:00Z') },
  { id: 'c', level: 3, name: 'Mei', words: ['chinois', '2 personnes', 'jour 7'], step: 'Besoins et plan', how: 'Rencontre au bureau, 14 h', at: new Date('2026-11-24T22:00:00Z') },
  { id: 'd', level: 4, name: 'Grace', words: ['anglais', '1 personne', 'jour 30'], step: 'Suivi 30 jours', how: 'Texto, réponse reçue à 8 h 40', at: new Date('2026-12-03T19:00:00Z') },
];
const COLUMNS: Column<Row>[] = [
  { title: 'Priorité', kind: 'tier', cell: (row) => <Tier level={row.level} />, sort: { href: '/desk?sort=tier' } },
  { title: 'Ménage', kind: 'head', cell: (row) => <><a class="name" href={`/cases/${row.id}`}>{row.name}</a><Dots class="sub">{row.words}</Dots></> },
  { title: 'Étape', cell: (row) => <>{row.step}<span class="sub">{row.how}</span></> },
  { title: 'Échéance', kind: 'due', sort: { href: '/desk?sort=due', now: 'ascending' }, cell: (row) => <Due at={row.at} now={now} sub={row.level === 1 ? 'dû dim. 22 nov., 17 h' : undefined} /> },
  { title: 'Actions', kind: 'actions', cell: (row) => <Deeds row={row} /> },
];

function Deeds({ row }: { row: Row }): VNode {
  return (
    <>
      <a class="button button-small" href={`/cases/${row.id}/call`}><Icon name="phone" />Appeler<span class="visually-hidden"> {row.name}</span></a>
      <form method="post" action={`/done/${row.id}`}><button class="icon-button icon-button-small" type="submit" data-key="e" aria-label={`Marquer fait, ${row.name}`}><Icon name="check" /></button></form>
      <DialogOpener dialog="later" href={`/later/${row.id}`} class="icon-button icon-button-small" workKey="r" label={`Reporter, ${row.name}`}><Icon name="alarm-clock" /></DialogOpener>
    </>
  );
}

type Around = Omit<PageProps, 'title' | 'children'>;

/** Every component of the look on one page, with the words of the demo city. */
export function Gallery({ faulty = false, ...page }: Around): VNode {
  return (
    <Page {...page} faulty={faulty} title="Galerie">
      <Shell {...SHELL} toast={<Toast undo={{ action: '/undo', hidden: { deed: '7' } }}>Premier contact marqué fait.</Toast>}>
        <PageHead title="Bonjour, Intervenante 03" lead="Mardi 24 novembre 2026, 9 h 12." deeds={<PrintButton text="Imprimer ma journée" />} />
        <div class="stack-8">
          <DeskPart />
          <CasePart />
          <FormPart faulty={faulty} />
          <ManagerPart />
        </div>
      </Shell>
      <Dialog id="later" title="Reporter cette étape" lead="La date promise reste au dossier.">
        <Form action="/later" class="stack">
          <DateField name="until" label="Jusqu’au" value="2026-11-26" />
          <div class="row"><button class="button button-primary" type="submit">Reporter</button></div>
        </Form>
      </Dialog>
    </Page>
  );
}

function DeskPart(): VNode {
  return (
    <>
      <Stats label="Résumé de la journée">
        <Stat href="#late" label="En retard" value="2" note="la plus ancienne : 1 j 16 h" icon="triangle-alert" tone="critical" />
        <Stat href="#today" label="Aujourd’hui" value="5" note="prochaine à 10 h 30" icon="clock-alert" tone="warn" />
        <Stat href="#wait" label="Injoignables" value="4" note="1 à confier" icon="hourglass" tone="wait" />
        <Stat href="#new" label="Sans responsable" value="2" note="arrivées depuis hier" icon="user-plus" tone="accent" />
        <Stat label="Premier contact à temps" value="74" unit="%" note="cible 80 %" tone="ok" icon="shield-check" />
      </Stats>
      <Section id="late" title="En retard" count={4} tone="critical" side={<Chips label="Dossiers" chips={[{ href: '/desk', text: 'Mes dossiers', current: true }, { href: '/desk?of=team', text: 'Équipe' }]} />}>
        <div class="card table-card">
          <WorkTable caption="Suivis en retard" columns={COLUMNS} rows={ROWS} rowKey={(row) => row.id} isCurrent={(row) => row.id === 'a'} select={{ form: 'bulk', label: (row) => `Choisir ${row.name}` }} />
          <Pager next="/desk?after=d" first="/desk" text="4 de 214" />
        </div>
        <BulkBar id="bulk" action="/desk/bulk" matching={214}>
          <button class="button button-small" name="deed" value="assign">Confier à…</button>
          <button class="button button-small" name="deed" value="later">Reporter</button>
        </BulkBar>
      </Section>
      <Chips label="Filtres" chips={[{ href: '/desk?x', text: 'Langue : arabe', kind: 'on' }, { href: '/desk?tier', text: 'Priorité', kind: 'add' }]} />
      <div class="row"><Tag tone="critical" icon="triangle-alert">Critique</Tag><Tag tone="warn" icon="circle-alert">Probable</Tag><Tag tone="ok" icon="check">À temps</Tag><Tag tone="wait" icon="hourglass">Envoyé</Tag><Tag tone="accent" icon="calendar">Fixée</Tag><Tag tone="line">Neutre</Tag><Tag>Simple</Tag><Tier level={2} word /></div>
      <div class="halves">
        <Card id="wait" title="En attente" count={2} bare side={<a href="/all">Tout voir</a>}>
          <ul class="rows">
            <li class="between"><div><a class="strong" href="/s">Samira</a> <span class="meta">Logement</span></div><Clock since="2026-11-23T14:00:00Z" at="2026-11-24T15:40:00Z" now={now} sub="ensuite, le 2e choix" /></li>
            <li class="between"><div><a class="strong" href="/r">Rosalia</a> <span class="meta">Alimentation</span></div><Clock since="2026-11-22T14:00:00Z" at="2026-11-24T12:12:00Z" now={now} /></li>
            <li class="between"><div><a class="strong" href="/b">Binod</a> <span class="meta">Emploi</span></div><Clock since="2026-11-23T14:00:00Z" at="2026-11-27T15:40:00Z" now={now} /></li>
          </ul>
        </Card>
        <div class="stack-6">
          <Notice tone="ok" icon="shield-check"><b>Personne n’est oublié.</b> Vos 47 dossiers ouverts ont tous une prochaine étape.</Notice>
          <Notice title="À savoir">Le bureau ferme à midi le 24 décembre.</Notice>
          <Notice tone="critical">Deux rappels n’ont pas pu partir.</Notice>
          <Card id="empty" title="Nouvelles" bare><EmptyState title="Rien à prendre">Toutes les arrivées ont une responsable.</EmptyState></Card>
        </div>
      </div>
      <KeysLine select />
    </>
  );
}

function CasePart(): VNode {
  return (
    <>
      <Identity label="Identité du ménage" title={<>Samira et 3 proches <Tier level={2} word /></>} meta={['Dossier 2026-01847', 'ouvert', 'jour 21']}
        deeds={<><a class="button" href="/call"><Icon name="phone" />Noter un appel</a><a class="button button-primary" href="/do"><Icon name="send" />Confier</a><PrintButton text="Imprimer le dossier" iconOnly /></>}
        facts={[
          { icon: 'languages', name: 'Langue', value: 'dari', note: 'interprète nécessaire' },
          { icon: 'users', name: 'Ménage', value: '2 adultes, 2 enfants', note: '34, 37, 9 et 4 ans' },
          { icon: 'phone', name: 'Joindre sans risque', value: <span class="ltr">514 555-0118</span>, note: 'appel et texto, pas de message vocal' },
        ]} />
      <Tabs label="Parties du dossier" tabs={[{ href: '/c', text: 'Aperçu', current: true }, { href: '/c/needs', text: 'Besoins', count: 8 }, { href: '/c/notes', text: 'Accords' }]} />
      <div class="halves">
        <div class="stack-6">
          <Card id="steps" title="Rendez-vous de suivi" side={<a href="/plan">Le plan entier</a>}>
            <Steps>
              <Step title="Premier contact" icon="check" mark="ok" meta="fait le 4 nov., appel avec interprète" side={<Tag tone="ok" icon="check">À temps</Tag>} />
              <Step title="Démarches" icon="circle-dot" mark="half" next meta="vu, pas terminé : reste la RAMQ" side={<Due at="2026-11-24" now={now} />} />
              <Step title="Suivi 30 jours" icon="house" meta="visite à domicile" side={<Due at="2026-12-03T19:00:00Z" now={now} />} />
            </Steps>
          </Card>
          <Card id="needs" title="Besoins" bare foot={<a href="/score">Noter à nouveau</a>}>
            <Needs>
              <Need icon="house" name="Logement permanent" value={0} of={4} word="crise" />
              <Need icon="brain" name="Santé mentale" value={1} of={4} word="vulnérable" />
              <Need icon="utensils" name="Alimentation" value={3} of={4} word="stable" />
            </Needs>
          </Card>
          <Card id="diff" title="Le plan, calculé à nouveau" bare>
            <Diff changes={[
              { name: 'Premier contact', before: 'mer. 25 nov., 17 h', after: 'mar. 24 nov., 17 h' },
              { name: 'Essentiels', before: 'ven. 27 nov.', after: 'ven. 27 nov.' },
              { name: 'Suivi 45 jours', after: 'ven. 8 janv.' },
              { name: 'Suivi 60 jours', before: 'ven. 22 janv.' },
            ]} />
          </Card>
        </div>
        <div class="stack-6">
          <Card id="thread" title="Fil du dossier" side={<Chips label="Fil" chips={[{ href: '/t', text: 'Tout', current: true }, { href: '/t?notes', text: 'Notes' }]} />}>
            <Timeline>
              <TimelineDay>Aujourd’hui, mardi 24 novembre</TimelineDay>
              <TimelineItem icon="phone" tone="ok" title="Contact par téléphone, 12 min" at="2026-11-24T13:05:00Z" meta="avec interprète dari" />
              <TimelineItem icon="sticky-note" title="Note d’Intervenante 03" at="2026-11-24T12:15:00Z" said="La propriétaire reprend la chambre le 15 décembre." />
              <TimelineItem icon="phone-off" tone="wait" title="Tentative sans réponse" at="2026-11-24T12:00:00Z" />
            </Timeline>
          </Card>
          <Card id="why" title="Priorité proposée" side={<Tier level={2} word />}>
            <Ticks ticks={[{ text: 'Demande d’asile' }, { text: 'Autre téléphone', kind: 'no' }, { text: 'À 4,8 km', kind: 'mind' }, { text: 'Notes', kind: 'kept' }]} />
          </Card>
          <Card id="quiet" title="Suivis prévus"><Steps quiet><Step title="Premier contact" icon="phone" mark="now" meta="aujourd’hui, 17 h" /><Step title="Essentiels" icon="calendar" meta="jeu. 26 nov." /></Steps></Card>
          <Card id="load" title="Chargement"><Progress id="load-progress" label="Liste du 24 novembre" done={132} total={248} text="Ligne 133 : Zahra" /></Card>
        </div>
      </div>
    </>
  );
}

function FormPart({ faulty }: { faulty: boolean }): VNode {
  const relations = [{ value: 'head', text: 'Demandeuse' }, { value: 'child', text: 'Enfant' }];
  return (
    <Form action="/arrivals" hidden={{ once: 'k-1' }}>
      <ErrorSummary faults={faulty ? [{ name: 'phone', text: 'Le numéro de téléphone doit compter 10 chiffres' }, { name: 'interpreter', text: 'Dites s’il faut un interprète' }] : []} />
      <FormSection legend="Le ménage" note="Une ligne par personne. La première est celle à qui l’on parle.">
        <RowGroup name="newcomers" rows={2} columns={3} rowLabel={(number) => `Personne ${number}`} removeLabel={(number) => `Retirer la personne ${number}`} addLabel="Ajouter une personne"
          row={(index) => (
            <>
              <TextField name={`newcomers.${index}.name`} label="Prénom" value={index === 0 ? 'Amal' : ''} />
              <DateField name={`newcomers.${index}.bornOn`} label="Naissance" value={index === 0 ? '1992-03-14' : null} />
              <SelectField name={`newcomers.${index}.relation`} label="Lien" options={relations} value={index === 0 ? 'head' : 'child'} />
            </>
          )} />
        <div class="grid-2">
          <DateField name="arrivedOn" label="Arrivée à Montréal" value="2026-11-23" hint="Lundi. C’est elle qui met les délais en marche." />
          <SelectField name="borough" label="Arrondissement" optional blank="Choisir…" options={[{ group: 'Centre', options: [{ value: 'vm', text: 'Ville-Marie' }] }, { value: 've', text: 'Verdun' }]} />
          <TextField name="phone" label="Téléphone" type="tel" value="514 555-014" hint="Exemple : 514 555-0142" fault={faulty ? 'Il manque un chiffre' : null} />
          <TextField name="list" label="Une liste d’arrivées" type="file" accept=".csv" hint="CSV, jusqu’à 5 Mo" />
        </div>
      </FormSection>
      <FormSection legend="Se parler en sécurité">
        <Choices name="safe" type="checkbox" label="On peut" value={['call', 'text']} choices={[{ value: 'call', text: 'Appeler' }, { value: 'text', text: 'Écrire un texto' }, { value: 'voice', text: 'Laisser un message vocal' }]} />
        <Choices name="interpreter" type="radio" label="Interprète" value={faulty ? null : 'needed'} fault={faulty ? 'Choisissez une réponse' : null} choices={[{ value: 'needed', text: 'Nécessaire' }, { value: 'none', text: 'Pas nécessaire', disabled: true }]} />
        <Choices name="mode" type="radio" label="Comment demander" value="one" choices={[{ value: 'one', text: 'Un à la fois', note: 'Sans réponse, la demande passe au suivant.' }, { value: 'all', text: 'Tous à la fois', note: 'La première acceptation l’emporte.' }]} />
        <Tick name="restricted" label="Adresse à ne pas montrer" />
        <TextArea name="note" label="Note" optional value="Lina a hâte d’aller à l’école." />
      </FormSection>
      <FormBar note="Rien n’est envoyé au ménage avant votre accord.">
        <button class="button button-primary button-large" type="submit">Inscrire et planifier</button>
        <button class="button button-large" type="submit" name="later" value="1">Garder en brouillon</button>
      </FormBar>
    </Form>
  );
}

const WEEKS = ['7 sept.', '14', '21', '28', '5 oct.', '12', '19', '26', '2 nov.', '9', '16', '23'];
const MEDIAN = [1.6, 1.5, 1.7, 1.4, 1.5, 1.9, 1.4, 1.3, 1.2, 1.2, 1.1, 1.1];
const NINTH = [5.6, 5.2, 5.9, 5.1, 5.3, 6.4, 5.4, 5, 4.9, 4.6, 4.7, 4.5];
const french = (value: number): string => value.toLocaleString('fr-CA');

function ManagerPart(): VNode {
  const figures = { caption: 'Délai de réponse par semaine', headings: ['Semaine du', ...WEEKS], rows: [['Médiane', ...MEDIAN.map(french)], ['9 fois sur 10', ...NINTH.map(french)]] };
  return (
    <>
      <Card id="weeks" title="De la demande à la réponse, par semaine" side={<Legend entries={[{ mark: 'line', text: 'médiane' }, { mark: 'dashed', text: '9 fois sur 10' }, { mark: 'band', text: 'dans la cible' }]} />}>
        <LineChart labels={WEEKS} unit="jours ouvrables" format={french} target={{ below: 2, text: 'Cible : 2 jours' }} figures={figures} note="Une demande compte la semaine où sa réponse est due."
          summary="La médiane passe de 1,6 à 1,1 jour ouvrable en douze semaines et reste sous la cible."
          series={[{ name: 'médiane', values: MEDIAN, endText: '1,1 j' }, { name: '9 fois sur 10', values: NINTH, endText: '4,5 j', dashed: true }]} />
      </Card>
      <Card id="compare" title="Comparer" side={<Legend entries={[{ mark: 'bar', text: 'médiane' }, { mark: 'whisker', text: '9 fois sur 10' }]} />}>
        <TabPanels label="Comparer par" panels={[
          { id: 'by-team', title: 'Équipe', children: (
            <BarChart format={french} target={{ value: 2, text: 'cible 2' }} figures={figures} summary="Trois équipes, de 0,4 à 4,5 jours. Une dépasse la cible."
              bars={[{ name: 'Équipe Centre', value: 0.4, reach: 1.2, text: '0,4 j' }, { name: 'Équipe Nord', value: 1.9, reach: 5.8, text: '1,9 j' }, { name: 'Équipe Est, soir et fin de semaine', value: 4.5, reach: 9.2, text: '4,5 j', late: true }]} />
          ) },
          { id: 'by-language', title: 'Langue', children: (
            <SmallMultiples target={2} figures={figures} note="La bande verte est la cible."
              charts={[{ name: 'arabe', values: MEDIAN, endText: '1,1 j' }, { name: 'dari', values: NINTH.map((value) => value / 2), endText: '2,4 j hors cible', late: true }, { name: 'espagnol', values: [null, ...MEDIAN.slice(1)], endText: '1,1 j' }]} />
          ) },
        ]} />
      </Card>
    </>
  );
}

/** The signed-out page. */
export function GateGallery(page: Around): VNode {
  return (
    <Page {...page} title="Ouvrir une session">
      <Gate title="Ouvrir une session" lead="Pour le bureau d’intégration." home="/" note="démo" otherLanguage="/en"
        promise={{ title: 'Personne n’est oublié dans ses premiers jours.', points: [{ icon: 'footprints', strong: 'Chaque ménage a une prochaine étape', text: ', une date et une personne responsable.' }, { icon: 'clock', strong: 'L’attente se voit', text: ', pour agir avant qu’une promesse se brise.' }] }}
        foot={[{ href: '/accessibility', text: 'Accessibilité' }]}>
        <Form action="/sign-in" class="stack">
          <TextField name="email" label="Courriel" type="email" autocomplete="username" />
          <TextField name="password" label="Mot de passe" type="password" autocomplete="current-password" />
          <button class="button button-primary button-large button-wide" type="submit">Continuer</button>
        </Form>
      </Gate>
    </Page>
  );
}
