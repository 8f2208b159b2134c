//! The work of the desk: one use case, one file; and the sentences people read.
