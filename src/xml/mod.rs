//! XML text to a tree with spans and resolved namespaces.
