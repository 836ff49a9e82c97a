//! The entry of a language module: bytes of a request in, bytes of the reply out.
//!
//! Each language module is made by
//!
//! ```text
//! RUSTFLAGS='--cfg getrandom_backend="wasm_js" -C link-arg=--max-memory=268435456 -C link-arg=-zstack-size=4194304' \
//!   cargo build --lib --target wasm32-unknown-unknown --no-default-features --features python --profile size
//! ```
//!
//! and the same with `javascript` and `jinja`; a module serves one language. The memory limit makes a memory bomb in a script trap here and nowhere else.

#![expect(unreachable_pub, reason = "what is exported must be public, although no Rust code reaches it")]

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::language::bridge::Server;

#[cfg(feature = "javascript")]
type Served = crate::language::javascript::JavaScript;
#[cfg(all(feature = "python", not(feature = "javascript")))]
type Served = crate::language::python::Python;
#[cfg(all(feature = "jinja", not(any(feature = "javascript", feature = "python"))))]
type Served = crate::language::jinja::Jinja;

/// Counts what Python uses, so that it raises `MemoryError` before the module's memory is at its end.
#[cfg(all(feature = "python", not(feature = "javascript")))]
#[global_allocator]
static ALLOCATOR: monty_alloc::LimitedAllocator = monty_alloc::LimitedAllocator;

thread_local! {
    static SERVER: RefCell<Server<Served>> = RefCell::new(Server::new(Served::default()));
}

/// Runs once when the module is instantiated: panics tell their message on the console before they trap.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Answers a request of [`crate::language::bridge`]. A trap leaves the instance unusable: make another.
#[wasm_bindgen]
pub fn evaluate(request: &[u8]) -> Vec<u8> {
    SERVER.with_borrow_mut(|server| server.serve(request))
}
