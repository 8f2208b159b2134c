//! Recovery sheets as PDF.
