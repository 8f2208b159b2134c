## Правила дома: что каждое значит за столом.

settings-note = Они действуют для всех, кто работает за этим столом
settings-sheets = Листы восстановления
settings-guesses = Неверные коды
settings-days = Несколько дней без брелока
settings-proof = Тот ли это человек?
settings-must = Кому брелок обязателен
settings-others = Другие правила
settings-range = От { $least } до { $most }.
settings-usual = Обычно: { $value }
settings-back = Вернуть обычное
settings-saved = { $rule }: { $value }. Действует с этой минуты.
settings-yes = да
settings-no = нет

rule-codes-allowed = Коды восстановления используются
rule-codes-allowed-about = Без них листов не делают и кодов не проверяют.
rule-codes-print-only = Только на бумаге
rule-codes-print-only-about = Лист печатают или сохраняют в PDF, но не текстом.
rule-codes-count = Кодов на листе
rule-codes-count-about = Каждый действует один раз.
rule-codes-format = Вид кодов
rule-codes-format-about = Для новых листов; выданные раньше продолжают действовать.
rule-codes-format-symbols = XXXXX-XXXXX-XXXXX, буквы и цифры
rule-codes-format-bitrix = xxxx-xxxx, как в 1С-Битрикс
rule-codes-format-digits = двадцать цифр
rule-codes-keep-copy = Хранить закрытую копию каждого нового листа
rule-codes-keep-copy-about = Чтобы тот же лист можно было напечатать ещё раз. Если выключить, все копии удаляются.
rule-codes-low-water = Кодов осталось мало
rule-codes-low-water-about = Начиная с этого числа нужен новый лист.
rule-codes-expiry-days = Сколько дней действует лист
rule-codes-expiry-days-about = 0: пока не сделают новый.
rule-codes-new-fob-voids = Новый брелок отменяет лист
rule-codes-new-fob-voids-about = Кто получает брелок взамен другого, у того кончается и старый лист.
rule-codes-wrong-most = Неверных кодов подряд
rule-codes-wrong-most-about = После стольких проверка на время прекращается. Опечатки не в счёт.
rule-codes-wrong-most-here = Неверных кодов на одном компьютере
rule-codes-wrong-most-here-about = Для кого угодно: после стольких проверка там на время прекращается.
rule-codes-wrong-minutes = Сколько минут потом ждать
rule-codes-wrong-minutes-about = Считая от первого из них.
rule-suspend-most-days = Дней без брелока, самое большее
rule-suspend-most-days-about = Заканчивается само.
rule-suspend-for-good = Без брелока насовсем
rule-suspend-for-good-about = Человек может обходиться без него, пока это не отменят вручную.
rule-proof-replace = Прежде чем выдать другой брелок
rule-proof-replace-about = Нужен принятый код восстановления – или укажите, как вы узнали человека.
rule-proof-emergency = Прежде чем выдать аварийный код
rule-proof-emergency-about = То же спрашивается, когда брелок потерян и нужен код.
rule-mandatory-departments = Отделы, где брелок обязателен
rule-mandatory-departments-about = Через запятую. Пусто: никому не обязателен.
rule-mandatory-days = Сколько дней на это даётся
rule-mandatory-days-about = Со дня, когда добавлен человек или отдел назван здесь.

settings-none = ничего
settings-paper = На каждом листе
settings-staff = Кому что можно
settings-two = Что подтверждает второй оператор

rule-contact = Как с вами связаться
rule-contact-about = Телефон, кабинет: стоит на каждом листе.
rule-paper-size = Бумага
rule-paper-size-about = На чём печатаются листы и письма; для отдельного листа можно выбрать другую.
rule-paper-size-a4 = A4
rule-paper-size-letter = Letter
rule-paper-size-a5 = A5
rule-paper-size-card = Карточка в бумажник
rule-idle-seconds = Через сколько секунд запирать стол
rule-idle-seconds-about = Когда никто не трогает мышь и клавиши. Только если есть оператори.
rule-may-give = Выдавать брелоки
rule-may-give-about = Администраторам можно всегда.
rule-may-return = Принимать брелоки назад, списывать их
rule-may-return-about = Администраторам можно всегда.
rule-may-sync = Выравнивать счётчики брелоков
rule-may-sync-about = Администраторам можно всегда.
rule-may-codes = Делать, проверять и отменять коды восстановления
rule-may-codes-about = Администраторам можно всегда.
rule-may-lost = Отключать потерянные брелоки, решать о найденных
rule-may-lost-about = Администраторам можно всегда.
rule-may-days = Разрешать обходиться без брелока
rule-may-days-about = Администраторам можно всегда.
rule-may-people = Добавлять и менять людей
rule-may-people-about = Администраторам можно всегда.
rule-may-history = Читать журнал
rule-may-history-about = Администраторам можно всегда.
rule-two-for-good = Без брелока насовсем
rule-two-for-good-about = Действует, как только операторов двое.
rule-two-codes-void = Отменить листы сразу у всех, отключить нескольких ушедших
rule-two-codes-void-about = Действует, как только операторов двое.
rule-two-operators = Добавлять операторов, менять их
rule-two-operators-about = Иначе администратор может это один и так может привести второго.
rule-sign-in-fob = Оператору достаточно своего брелока
rule-sign-in-fob-about = Его следующий код заменяет пароль при входе и подтверждении.
rule-two-policy = Изменить правило
rule-two-policy-about = Действует, как только операторов двое.

role-viewer = Наблюдатель
role-helpdesk = Служба поддержки
role-provisioner = Выдача брелоков
role-auditor = Аудитор
role-admin = Администратор

report-policy-bad-what = Такое значение правилу не подходит.
report-policy-bad-now = Введите значение из указанных пределов. Esc вернёт прежнее.

logo = Логотип
logo-about = PNG до 200 КБ: стоит в верхней части каждого листа и письма.
logo-choose = Выбрать изображение…
logo-other = Другое изображение…
logo-remove = Убрать
logo-saved = Теперь логотип стоит на каждой бумаге.
logo-removed = Логотип убран.

void-all = Отменить листы у всех
void-all-about = На день, когда принтеру или ящику стола больше нет веры. Каждому понадобится новый лист.
void-all-open = Отменить все…
void-all-title = Отменить листы у всех?
void-all-text = С этой минуты не примут ни одного кода ни с одного листа. Вернуть это нельзя; причина останется в журнале.
void-all-reason = Почему?
void-all-printer = Принтер хранил копии
void-all-stolen = Листы украдены
void-all-do = Отменить все листы
void-all-done =
    { $count ->
        [0] Ни у кого не было действующего листа.
        [one] Отменён { $count } лист.
        [few] Отменено { $count } листа.
       *[other] Отменено { $count } листов.
    }
