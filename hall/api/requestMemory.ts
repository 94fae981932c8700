const mostAnswers = 2000;

/** Answers of the last requests, so that the same request sent twice has one effect and one answer. */
export type RequestMemory<A> = {
  /** The answer of this request, made by `perform` the first time. */
  once(request: string, perform: () => A): A;
};

/** The quick memory of this run, refusals too; what was carried out is also known to the store after a restart. */
export function createRequestMemory<A>(): RequestMemory<A> {
  const answers = new Map<string, { answer: A }>();
  return {
    once(request, perform) {
      const known = answers.get(request);
      if (known !== undefined) return known.answer;
      const answer = perform();
      answers.set(request, { answer });
      const oldest = answers.keys().next();
      if (answers.size > mostAnswers && oldest.done !== true) answers.delete(oldest.value);
      return answer;
    },
  };
}
