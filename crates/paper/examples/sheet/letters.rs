//! Letters with invented people, for the example and for the tests.

use paper::{Letter, Page};

/// What is said in one letter.
pub(crate) struct Sample {
    /// Which letter it is.
    pub(crate) kind: &'static str,
    title: &'static str,
    facts: &'static [(&'static str, &'static str)],
    body: &'static [&'static str],
    emergency: Option<(&'static str, &'static str)>,
    steps_title: &'static str,
    pub(crate) steps: &'static [&'static str],
    notice: (&'static str, &'static str),
    signatures: &'static [&'static str],
}

/// The letters in English.
pub(crate) static ENGLISH: [Sample; 4] = [
    Sample {
        kind: "lost",
        title: "Your fob was reported lost",
        facts: &[
            ("Login", "zmueller"),
            ("Fob", "YubiKey 5 NFC · 12 345 678"),
            ("Reported lost", "14 March 2026, 09:41 (+02:00)"),
            ("Recorded by", "irina"),
        ],
        body: &[
            "The fob named above was reported lost, and the helpdesk took it out of use at once: whoever finds it cannot sign in with it.",
            "What was reported: left in a taxi",
        ],
        emergency: Some((
            "Emergency code – valid 2× until 14 March 2026, 09:41 (+02:00)",
            "123 456 7890",
        )),
        steps_title: "What you do now",
        steps: &[
            "Until you have another fob, sign in with a code of your recovery sheet. If you have no sheet, call the helpdesk.",
            "Come to the helpdesk for another fob, and bring something that shows who you are.",
            "If the lost fob turns up, bring it to the helpdesk. It is checked there and may go back to you.",
        ],
        notice: (
            "The helpdesk never calls you to ask for a code",
            "If somebody does, do not answer, and tell the helpdesk.",
        ),
        signatures: &[],
    },
    Sample {
        kind: "return",
        title: "Receipt for a returned fob",
        facts: &[
            ("Login", "zmueller"),
            ("Fob", "YubiKey 5 NFC · 12 345 678"),
            ("Came back", "14 March 2026, 09:41 (+02:00)"),
            ("Taken back by", "irina"),
        ],
        body: &[
            "The fob named above came back to the helpdesk. It is not yours any more, and its codes are no longer accepted for you.",
            "It was emptied: nothing that was put on it for you is left there.",
        ],
        emergency: None,
        steps_title: "",
        steps: &[],
        notice: ("Keep this receipt", "It shows that you handed the fob in."),
        signatures: &["Received: date, signature", "Helpdesk: date, signature"],
    },
    Sample {
        kind: "loaner",
        title: "A fob on loan",
        facts: &[
            ("Login", "zmueller"),
            ("Fob", "YubiKey 5 NFC · 12 345 678"),
            ("Lent on", "14 March 2026, 09:41 (+02:00)"),
            ("Lent by", "irina"),
            ("Bring it back by", "21 March 2026"),
        ],
        body: &[
            "This fob is lent to you for the meantime. It is yours to use until the day named above, and it goes back to the helpdesk then.",
        ],
        emergency: None,
        steps_title: "How to use it",
        steps: &[
            "Plug the fob in, put the cursor into the field for the code, and touch the fob briefly: it types the code.",
            "Each code works once. Do not press the fob without need: codes that are made and not used bring it out of step. If a code is refused, try once more and then call the helpdesk.",
            "Bring it back by the day named above, sooner if you have your own fob again. If you need it for longer, call the helpdesk before that day.",
        ],
        notice: (
            "Lost, stolen or broken?",
            "Tell the helpdesk at once. The fob is then taken out of use, and you get a way in for the meantime.",
        ),
        signatures: &["Received: date, signature", "Helpdesk: date, signature"],
    },
    Sample {
        kind: "registration",
        title: "Your fob",
        facts: &[
            ("Login", "zmueller"),
            ("Fob", "YubiKey 5 NFC · 12 345 678"),
            ("Yours since", "14 March 2026, 09:41 (+02:00)"),
            ("Given by", "irina"),
        ],
        body: &["This fob is yours. It makes codes that show that it is you who signs in."],
        emergency: None,
        steps_title: "How to use it",
        steps: &[
            "Plug the fob in, put the cursor into the field for the code, and touch the fob briefly: it types the code.",
            "Each code works once. Do not press the fob without need: codes that are made and not used bring it out of step. If a code is refused, try once more and then call the helpdesk.",
            "Carry the fob with you, do not leave it in the computer, and lend it to nobody.",
        ],
        notice: (
            "Lost, stolen or broken?",
            "Tell the helpdesk at once. The fob is then taken out of use, and you get a way in for the meantime.",
        ),
        signatures: &["Received: date, signature", "Helpdesk: date, signature"],
    },
];

/// The letters in Russian.
pub(crate) static RUSSIAN: [Sample; 4] = [
    Sample {
        kind: "lost",
        title: "Ваш брелок заявлен потерянным",
        facts: &[
            ("Логин", "ishchegoleva"),
            ("Брелок", "YubiKey 5 NFC · 12 345 678"),
            ("Заявлен потерянным", "14 марта 2026, 09:41 (+03:00)"),
            ("Кем записано", "irina"),
        ],
        body: &[
            "Названный выше брелок заявлен потерянным, и поддержка сразу вывела его из употребления: кто бы его ни нашёл, войти с ним не сможет.",
            "Что сообщено: остался в такси",
        ],
        emergency: Some((
            "Экстренный код – действует 2× до 14 марта 2026, 09:41 (+03:00)",
            "123 456 7890",
        )),
        steps_title: "Что делать теперь",
        steps: &[
            "Пока нет другого брелока, входите с кодом с листа восстановления. Если листа нет, позвоните в поддержку.",
            "Придите в поддержку за другим брелоком и возьмите с собой документ.",
            "Если потерянный брелок найдётся, принесите его в поддержку. Там его проверят и, возможно, вернут вам.",
        ],
        notice: (
            "Поддержка никогда не звонит сама, чтобы узнать код",
            "Если кто-то так звонит, не отвечайте и сообщите в поддержку.",
        ),
        signatures: &[],
    },
    Sample {
        kind: "return",
        title: "Расписка о возврате брелока",
        facts: &[
            ("Логин", "ishchegoleva"),
            ("Брелок", "YubiKey 5 NFC · 12 345 678"),
            ("Сдан", "14 марта 2026, 09:41 (+03:00)"),
            ("Кем принят", "irina"),
        ],
        body: &[
            "Названный выше брелок вернулся в поддержку. Он больше не ваш, и его коды для вас больше не принимаются.",
            "Он очищен: ничего из записанного на него для вас там не осталось.",
        ],
        emergency: None,
        steps_title: "",
        steps: &[],
        notice: ("Сохраните эту расписку", "Она показывает, что вы сдали брелок."),
        signatures: &["Получил(а): дата, подпись", "Поддержка: дата, подпись"],
    },
    Sample {
        kind: "loaner",
        title: "Брелок на время",
        facts: &[
            ("Логин", "ishchegoleva"),
            ("Брелок", "YubiKey 5 NFC · 12 345 678"),
            ("Одолжен", "14 марта 2026, 09:41 (+03:00)"),
            ("Кем одолжен", "irina"),
            ("Вернуть до", "21 марта 2026"),
        ],
        body: &[
            "Этот брелок одолжен вам на время. Пользуйтесь им до названного выше дня, а потом верните в поддержку.",
        ],
        emergency: None,
        steps_title: "Как им пользоваться",
        steps: &[
            "Вставьте брелок, поставьте курсор в поле для кода и коротко коснитесь брелока: он сам введёт код.",
            "Каждый код действует один раз. Не нажимайте брелок без нужды: из-за неиспользованных кодов он сбивается со счёта. Если код не принят, попробуйте ещё раз, а потом позвоните в поддержку.",
            "Верните его до названного выше дня или раньше, если ваш брелок снова у вас. Если нужно дольше, позвоните в поддержку до этого дня.",
        ],
        notice: (
            "Потерян, украден или сломан?",
            "Сразу сообщите в поддержку. Брелок выведут из употребления, а вы получите возможность войти на это время.",
        ),
        signatures: &["Получил(а): дата, подпись", "Поддержка: дата, подпись"],
    },
    Sample {
        kind: "registration",
        title: "Ваш брелок",
        facts: &[
            ("Логин", "ishchegoleva"),
            ("Брелок", "YubiKey 5 NFC · 12 345 678"),
            ("Ваш с", "14 марта 2026, 09:41 (+03:00)"),
            ("Кем выдан", "irina"),
        ],
        body: &["Этот брелок ваш. Он создаёт коды, по которым видно, что входите именно вы."],
        emergency: None,
        steps_title: "Как им пользоваться",
        steps: &[
            "Вставьте брелок, поставьте курсор в поле для кода и коротко коснитесь брелока: он сам введёт код.",
            "Каждый код действует один раз. Не нажимайте брелок без нужды: из-за неиспользованных кодов он сбивается со счёта. Если код не принят, попробуйте ещё раз, а потом позвоните в поддержку.",
            "Носите брелок с собой, не оставляйте его в компьютере и никому не одалживайте.",
        ],
        notice: (
            "Потерян, украден или сломан?",
            "Сразу сообщите в поддержку. Брелок выведут из употребления, а вы получите возможность войти на это время.",
        ),
        signatures: &["Получил(а): дата, подпись", "Поддержка: дата, подпись"],
    },
];

/// A letter as the desk would hand it in.
pub(crate) fn letter(sample: &'static Sample, lang: &'static str, page: Page) -> Letter<'static> {
    let russian = lang == "ru";
    Letter {
        organisation: if russian { "Балтийская верфь" } else { "Harbour & Sons" },
        logo: None,
        lang,
        title: sample.title,
        person_name: if russian { "Ирина Щёголева" } else { "Zoë Müller" },
        login: if russian { "ishchegoleva" } else { "zmueller" },
        name_not_printable: if russian {
            "Имя нельзя напечатать этими буквами; вместо него стоит логин."
        } else {
            "The name cannot be printed in these letters; the login stands for it."
        },
        facts: sample.facts,
        body: sample.body,
        emergency: sample.emergency,
        steps_title: sample.steps_title,
        steps: sample.steps,
        notice: Some(sample.notice),
        signatures: sample.signatures,
        contact: Some((
            if russian { "Поддержка" } else { "Helpdesk" },
            "+371 6700 0000 · room 214 · weekdays 8–18",
        )),
        checkpoint: Some((
            if russian { "Отметка журнала" } else { "Audit checkpoint" },
            "1204 · 3f9a c7e1",
        )),
        page,
    }
}
