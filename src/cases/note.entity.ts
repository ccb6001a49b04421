import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody wrote down about a household; never changed afterwards. */
@Entity('notes')
export class NoteRow {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'uuid', name: 'case_id' }) caseId: string;
  @Column({ type: 'uuid', name: 'author_id', nullable: true }) authorId: string | null;
  @Column('text') body: string;
  @Column({ type: 'timestamptz', name: 'written_at' }) writtenAt: Date;
}
