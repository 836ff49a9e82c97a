// Holds back what a page waits for, as a slow browser does, until a test gives it.

/** From the next load on, `window.hold` has `frames`, `answers` of the engine, and `memory`, which holds from the beginning. */
export async function holdable(page, { memory = false } = {}) {
  await page.addInitScript(gates, memory);
  await page.reload();
}

export const hold = (page, what) => page.evaluate((kind) => window.hold[kind].close(), what);
export const give = (page, what) => page.evaluate((kind) => window.hold[kind].open(), what);

/** Runs in the page before anything of it. */
function gates(memory) {
  class Gate {
    #waiting = [];
    #closed = false;
    close() {
      this.#closed = true;
    }
    open() {
      this.#closed = false;
      for (const call of this.#waiting.splice(0)) call();
    }
    pass(call) {
      if (this.#closed) this.#waiting.push(call);
      else call();
    }
  }
  window.hold = { frames: new Gate(), answers: new Gate(), memory: new Gate() };
  if (memory) window.hold.memory.close();

  const draw = window.requestAnimationFrame.bind(window);
  const cancel = window.cancelAnimationFrame.bind(window);
  const cancelled = new Set();
  window.requestAnimationFrame = (frame) => {
    const id = draw((time) => window.hold.frames.pass(() => cancelled.has(id) || frame(time)));
    return id;
  };
  window.cancelAnimationFrame = (id) => {
    cancelled.add(id);
    cancel(id);
  };

  const holdEvents = (Class, type, gate) => {
    const { addEventListener } = Class.prototype;
    Class.prototype.addEventListener = function (name, listener, options) {
      const held = (event) => gate.pass(() => listener.call(this, event));
      return addEventListener.call(this, name, name === type ? held : listener, options);
    };
  };
  holdEvents(Worker, 'message', window.hold.answers);
  holdEvents(IDBOpenDBRequest, 'success', window.hold.memory);
}
