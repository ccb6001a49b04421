/** Answers questions that were asked together, in their order. */
export type AnswerAll<Q, A> = (questions: readonly Q[]) => Promise<readonly A[]>;

interface Asked<Q, A> { readonly question: Q; readonly resolve: (answer: A) => void; readonly reject: (fault: unknown) => void }

/**
 * Puts questions that many ask in the same turn of the event loop as one. Nobody waits longer, since they would be asked at the end
 * of this turn anyway, and nobody gets an answer that is older than their question.
 */
export class Gathered<Q, A> {
  private asked: Asked<Q, A>[] = [];

  constructor(private readonly answerAll: AnswerAll<Q, A>) {}

  ask(question: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      this.asked.push({ question, resolve, reject });
      if (this.asked.length === 1) setImmediate(() => void this.put());
    });
  }

  private async put(): Promise<void> {
    const asked = this.asked;
    this.asked = [];
    try {
      const answers = await this.answerAll(asked.map(({ question }) => question));
      asked.forEach(({ resolve }, place) => resolve(answers[place] as A));
    } catch (fault) {
      for (const { reject } of asked) reject(fault);
    }
  }
}
