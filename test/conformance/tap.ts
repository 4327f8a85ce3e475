/**
 * The function as it is, with what it gives or throws told to the side: in the same turn when it answers at once, else
 * when its promise is settled.
 */
export function tap<Args extends readonly unknown[], R>(
  fn: (...args: Args) => R,
  onValue: (value: Awaited<R>) => void,
  onError: (error: unknown) => void = () => {},
): (...args: Args) => R {
  const pass = (value: Awaited<R>) => {
    onValue(value)
    return value
  }
  const fail = (error: unknown): never => {
    onError(error)
    throw error
  }
  return (...args) => {
    let answer: R
    try {
      answer = fn(...args)
    } catch (error) {
      return fail(error)
    }
    // A promise stays a promise and a value a value, which the compiler cannot follow.
    return (answer instanceof Promise ? answer.then(pass, fail) : pass(answer as Awaited<R>)) as R
  }
}
