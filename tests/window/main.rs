//! The window, driven by WebDriver.
