//! The whole desk without a window.
