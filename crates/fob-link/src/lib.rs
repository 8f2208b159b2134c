//! The cables: PC/SC readers; what is plugged in, and when that changes.
