//! Props for the stories: places, people, fobs.
