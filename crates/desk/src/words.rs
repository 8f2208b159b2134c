//! Sentences: Fluent files in, words in a person's language out. The same set serves the window,
//! the terminal and paper.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// A language that Fobdesk speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
}

impl Lang {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::En, Self::Ru];

    /// The language for a locale such as `ru_RU.UTF-8` or `en-GB`; English for all others.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        let first = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if first.eq_ignore_ascii_case("ru") { Self::Ru } else { Self::En }
    }

    /// The language of that tag.
    #[must_use]
    pub fn named(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag() == tag)
    }

    /// The tag used in file names and options: `en` or `ru`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }
}

/// The sentence of that id, with its values filled in. An id that is missing comes back as itself,
/// which no test lets pass.
#[must_use]
pub fn say(lang: Lang, id: &str, values: &[(&str, &str)]) -> String {
    find(lang, id, None, values).unwrap_or_else(|| id.to_owned())
}

/// The `now` attribute of a sentence: what to do.
#[must_use]
pub fn say_now(lang: Lang, id: &str, values: &[(&str, &str)]) -> String {
    find(lang, id, Some("now"), values).unwrap_or_else(|| format!("{id}.now"))
}

/// As [`say`], with a number that chooses the plural form (`$n` in the sentence).
#[must_use]
pub fn say_count(lang: Lang, id: &str, n: u64, values: &[(&str, &str)]) -> String {
    let mut args = args_of(values);
    args.set("n", FluentValue::from(n));
    format(lang, id, None, &args).unwrap_or_else(|| id.to_owned())
}

/// A sentence or its attribute, if it is there and all its values are.
pub(crate) fn find(
    lang: Lang,
    id: &str,
    attribute: Option<&str>,
    values: &[(&str, &str)],
) -> Option<String> {
    format(lang, id, attribute, &args_of(values))
}

fn args_of<'a>(values: &[(&'a str, &'a str)]) -> FluentArgs<'a> {
    let mut args = FluentArgs::new();
    for (key, value) in values {
        args.set(*key, *value);
    }
    args
}

fn format(lang: Lang, id: &str, attribute: Option<&str>, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = match lang {
        Lang::En => &*EN,
        Lang::Ru => &*RU,
    };
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        None => message.value()?,
        Some(name) => message.get_attribute(name)?.value(),
    };
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
    errors.is_empty().then_some(text)
}

type Bundle = FluentBundle<FluentResource>;

static EN: LazyLock<Bundle> = LazyLock::new(|| {
    bundle(
        "en",
        &[
            include_str!("../i18n/en/desk.ftl"),
            include_str!("../i18n/en/faults.ftl"),
            include_str!("../i18n/en/genuine.ftl"),
            include_str!("../i18n/en/paper.ftl"),
            include_str!("../i18n/en/sync.ftl"),
            include_str!("../i18n/en/terminal.ftl"),
        ],
    )
});

static RU: LazyLock<Bundle> = LazyLock::new(|| {
    bundle(
        "ru",
        &[
            include_str!("../i18n/ru/desk.ftl"),
            include_str!("../i18n/ru/faults.ftl"),
            include_str!("../i18n/ru/genuine.ftl"),
            include_str!("../i18n/ru/paper.ftl"),
            include_str!("../i18n/ru/sync.ftl"),
            include_str!("../i18n/ru/terminal.ftl"),
        ],
    )
});

fn bundle(tag: &str, files: &[&str]) -> Bundle {
    let language = tag.parse().expect("a language tag written here");
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks are for pages with mixed scripts; in a terminal or a PDF they are boxes.
    bundle.set_use_isolating(false);
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned())
            .unwrap_or_else(|(_, errors)| panic!("a sentence file is malformed: {errors:?}"));
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::acts_in_the_sources;
