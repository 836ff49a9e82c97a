//! The JS contract in plain data: what hosts can call, and the shapes that cross the border.
//!
//! [`call`] decodes one object, asks the [`Session`] and encodes one value; it is the same natively and in wasm. The
//! session holds workspaces and runs by number. Everything a host sees is made here from inner types.

mod call;
mod compare;
mod convert;
mod decisions;
mod describe;
mod evaluate;
mod explain;
mod fields;
mod file;
mod form;
mod handlers;
mod ledger;
mod library;
mod narrate;
mod open;
mod provenance;
mod rebind;
mod run;
mod schedule;
mod session;
mod start;
pub mod types;
#[cfg(test)]
mod typescript;
mod view;
mod waiting;
mod workspace;

pub use call::{call, encoded};
pub use open::{HostFunctions, NoFunctions};
pub use session::{Restored, Session};
