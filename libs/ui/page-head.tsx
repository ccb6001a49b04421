import type { ComponentChildren, VNode } from 'preact';

export interface PageHeadProps {
  readonly title: ComponentChildren;
  readonly lead?: ComponentChildren;
  /** Buttons at the end of the line. */
  readonly deeds?: ComponentChildren;
}

/** What the page is, in one heading and one sentence. */
export function PageHead({ title, lead, deeds }: PageHeadProps): VNode {
  return (
    <div class="page-head">
      <div><h1>{title}</h1>{lead && <p>{lead}</p>}</div>
      {deeds && <div class="row">{deeds}</div>}
    </div>
  );
}
