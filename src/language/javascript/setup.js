// Makes a realm that no script can change for the next one. Runs once per context; gives the prototype of values that
// JavaScript lacks.
(function (random, console, gate) {
  'use strict';
  const { defineProperty, freeze, getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const { ownKeys } = Reflect;

  // A frozen property of a prototype would forbid objects below it to have one of that name, so those that are commonly
  // given anew become accessors that let an object define its own.
  function giveWay(prototype, name) {
    const { value } = getOwnPropertyDescriptor(prototype, name) ?? {};
    if (value === undefined) return;
    const get = () => value;
    const set = function (own) {
      if (this === prototype || this === null || typeof this !== 'object' && typeof this !== 'function') return;
      defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true });
    };
    defineProperty(prototype, name, { get, set, enumerable: false, configurable: false });
  }

  const done = new Set();
  function harden(value) {
    if (value === null || typeof value !== 'object' && typeof value !== 'function' || done.has(value)) return;
    done.add(value);
    freeze(value);
    harden(getPrototypeOf(value));
    for (const key of ownKeys(value)) {
      const property = getOwnPropertyDescriptor(value, key);
      harden(property.value);
      harden(property.get);
      harden(property.set);
    }
  }

  const tagged = {
    toString() { return String(this.value); },
    valueOf() { return ['decimal', 'integer', 'float'].includes(this.$type) ? Number(this.value) : this.value; },
  };
  Math.random = random;
  defineProperty(globalThis, 'console', { value: console, writable: true, enumerable: false, configurable: true });
  delete globalThis.eval;

  for (const name of ['toString', 'valueOf', 'toLocaleString', 'hasOwnProperty', 'constructor'])
    giveWay(Object.prototype, name);
  for (const kind of [Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError])
    for (const name of ['name', 'message', 'toString', 'constructor']) giveWay(kind.prototype, name);

  const names = ownKeys(globalThis);
  for (const name of names) if (name !== 'globalThis') harden(globalThis[name]);
  harden(tagged);
  harden(getPrototypeOf(function* () {}));
  harden(getPrototypeOf(async function () {}));
  harden(getPrototypeOf(async function* () {}));
  for (const iterable of [[], '', new Map(), new Set(), 'a'.matchAll(/a/g)]) harden(getPrototypeOf(iterable[Symbol.iterator]()));
  harden(getPrototypeOf(Uint8Array));
  for (const name of names)
    if (name !== gate) defineProperty(globalThis, name, { writable: false, configurable: false });
  return tagged;
})
