//! The JS contract in plain data.
