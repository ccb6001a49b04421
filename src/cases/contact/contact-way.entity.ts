import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WayFacts, WayKind } from './contact.rules.js';

/** One way to reach a household, or one of its people, with what is safe. */
@Entity('contact_ways')
export class ContactWayRow implements WayFacts {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'case_id' }) caseId: string;
  @Column({ type: 'uuid', name: 'newcomer_id', nullable: true }) newcomerId: string | null;
  @Column('text') kind: WayKind;
  /** A number in E.164, or an address. */
  @Column('text') value: string;
  @Column({ type: 'boolean', name: 'safe_to_call' }) safeToCall: boolean;
  @Column({ type: 'boolean', name: 'safe_to_text' }) safeToText: boolean;
  @Column({ type: 'boolean', name: 'voicemail_ok' }) voicemailOk: boolean;
  @Column({ type: 'text', name: 'code_word', nullable: true }) codeWord: string | null;
  @Column('boolean') preferred: boolean;
  @Column('int') version: number;
}
