// Runs in a page before anything of it, so it uses nothing from outside of its one function.

/**
 * Delays frames, answers of IndexedDB and messages to and from Workers by up to `longest[kind]` milliseconds, which `seed`
 * chooses. What a browser gives in order stays in order.
 */
export function holdBack({ seed, longest }) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };

  /** Calls later what it is given, one after the other. */
  const lateBy = (most) => {
    const waiting = [];
    let last = 0;
    return (call) => {
      waiting.push(call);
      last = Math.max(last, performance.now() + random() * most);
      setTimeout(() => waiting.shift()(), last - performance.now());
    };
  };

  /** Lets the listeners of a class learn of an event late, where `applies`. */
  const hold = (Class, type, late, applies = () => true) => {
    const add = Class.prototype.addEventListener;
    Class.prototype.addEventListener = function (name, listener, options) {
      const held = (event) => late(() => applies(this) && listener.call(this, event));
      return add.call(this, name, name === type ? held : listener, options);
    };
  };

  function holdFrames() {
    const late = lateBy(longest.frames);
    const draw = window.requestAnimationFrame.bind(window);
    const wanted = new Set();
    let count = 0;
    window.requestAnimationFrame = (frame) => {
      const id = ++count;
      wanted.add(id);
      late(() => draw((time) => wanted.delete(id) && frame(time)));
      return id;
    };
    window.cancelAnimationFrame = (id) => wanted.delete(id);
  }

  function holdStore() {
    const late = lateBy(longest.store);
    const add = IDBRequest.prototype.addEventListener;
    hold(IDBRequest, 'success', late);
    hold(IDBTransaction, 'complete', late);
    // A transaction that writes ends when nobody asks it for more at once, so its single answers are not held.
    const { addEventListener } = IDBRequest.prototype;
    IDBRequest.prototype.addEventListener = function (...args) {
      const writes = this.transaction && this.transaction.mode !== 'readonly';
      return (writes ? add : addEventListener).apply(this, args);
    };
  }

  function holdWorkers() {
    const [there, back] = [lateBy(longest.worker), lateBy(longest.worker)];
    const { postMessage, terminate } = Worker.prototype;
    const ended = new WeakSet();
    hold(Worker, 'message', back, (worker) => !ended.has(worker));
    Worker.prototype.postMessage = function (message, transfer) {
      const copy = structuredClone(message, { transfer: transfer ?? [] });
      there(() => postMessage.call(this, copy));
    };
    Worker.prototype.terminate = function () {
      ended.add(this);
      terminate.call(this);
    };
  }

  if (longest.frames) holdFrames();
  if (longest.store) holdStore();
  if (longest.worker) holdWorkers();
}
