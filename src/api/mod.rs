//! The JS contract in plain data: shapes in [`types`]; natively tested, serialised at the very edge.

pub mod types;

#[cfg(test)]
mod typescript;
