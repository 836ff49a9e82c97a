/** Values that may come later, so that what answers at once stays synchronous. */
import { isPromise } from '../host-functions.js';

/** A value, or a promise of one. */
export type Later<Value> = Value | Promise<Value>;

/** Goes on with a value: at once when it is there. */
export function whenDone<Value, Result>(value: Later<Value>, then: (value: Value) => Later<Result>): Later<Result> {
  return isPromise(value) ? (value as Promise<Value>).then(then) : then(value);
}

/** All values, or a promise of them when one is a promise. */
export function whenAll<Value>(values: Later<Value>[]): Later<Value[]> {
  return values.some(isPromise) ? Promise.all(values) : (values as Value[]);
}

/** Does work that may throw now or later, and says how it ended. */
export function settle<Value, Result>(
  work: () => Later<Value>,
  done: (value: Value) => Result,
  failed: (error: unknown) => Result,
): Later<Result> {
  try {
    const value = work();
    return isPromise(value) ? (value as Promise<Value>).then(done, failed) : done(value);
  } catch (error) {
    return failed(error);
  }
}
