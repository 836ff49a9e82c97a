// The first half of making a realm that no script can change for the next: what scripts find is put in its place. Gives
// the prototype of values that JavaScript lacks, and objects that cannot be reached by name; all of it is frozen then.
(function (random, console) {
  'use strict';
  const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;

  // A frozen property of a prototype would forbid objects below it to have one of that name, so those that are commonly
  // given anew become accessors that let an object define its own.
  function giveWay(prototype, names) {
    for (const name of names) {
      const { value } = getOwnPropertyDescriptor(prototype, name) ?? {};
      if (value === undefined) continue;
      const get = () => value;
      const set = function (own) {
        if (this === prototype || this === null || (typeof this !== 'object' && typeof this !== 'function')) return;
        defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true });
      };
      defineProperty(prototype, name, { get, set, enumerable: false, configurable: false });
    }
  }

  const tagged = {
    toString() {
      return String(this.value);
    },
    valueOf() {
      return ['decimal', 'integer', 'float'].includes(this.$type) ? Number(this.value) : this.value;
    },
  };

  Math.random = random;
  defineProperty(globalThis, 'console', { value: console, configurable: true });
  delete globalThis.eval;
  giveWay(Object.prototype, ['toString', 'valueOf', 'toLocaleString', 'hasOwnProperty', 'constructor']);
  for (const kind of [Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]) {
    giveWay(kind.prototype, ['name', 'message', 'toString', 'constructor']);
  }

  const functions = [function* () {}, async function () {}, async function* () {}];
  const iterators = [[], '', new Map(), new Set()].map((iterable) => iterable[Symbol.iterator]());
  const hidden = [...functions, ...iterators, 'a'.matchAll(/a/g), Uint8Array].map((value) => getPrototypeOf(value));
  return [tagged, ...hidden];
})
