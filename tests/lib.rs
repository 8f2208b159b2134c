//! Props for the stories: places, people, fobs.

/// What the stories need on stage.
pub mod props {
    pub mod cups;
    pub mod pcscd;
    pub mod programs;
    pub mod sheets;
    pub mod soft_fob;
    pub mod stage;
    pub mod terminal;
}
