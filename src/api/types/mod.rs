//! The shapes that cross the border to JavaScript: plain data, camelCase, no handles but numbers.
//!
//! The TypeScript declarations are generated from these files. Inner types are never serialised, so that what hosts see is
//! decided here and nowhere else. Times are milliseconds since 1970 (UTC). Places count from 1, columns in UTF-16 units.

mod compare;
mod decision;
mod diagnostic;
mod element;
mod evaluation;
mod event;
mod form;
mod library;
mod provenance;
mod rebind;
mod run;
mod schedule;
mod task;
mod view;
mod workspace;

pub use compare::*;
pub use decision::*;
pub use diagnostic::*;
pub use element::*;
pub use evaluation::*;
pub use event::*;
pub use form::*;
pub use library::*;
pub use provenance::*;
pub use rebind::*;
pub use run::*;
pub use schedule::*;
pub use task::*;
pub use view::*;
pub use workspace::*;
