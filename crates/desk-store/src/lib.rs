//! The filing cabinet: people, fobs, tokens, sealed seeds, recovery sets and the audit chain in SQLite.
