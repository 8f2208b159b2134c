## Собственные слова окна: заголовки, подписи, состояния страницы.
## Что случилось и что с этим делать, написано в других файлах этой папки.

nav-label = Разделы
nav-bench = Верстак
nav-people = Люди
nav-sync = Сверка
nav-recovery = Восстановление
nav-history = История
nav-settings = Правила
nav-doctor = Доктор
nav-doctor-state =
    { $count ->
        [0] всё в порядке
       *[other] замечаний: { $count }
    }
nav-find = Найти
nav-lock = Запереть
skip-to-work = Перейти к работе

practice-mark = Учёба: эти брелоки программные
watching = Слежу за портами
watching-stopped = Слежение остановлено

report-detail = Для техника
report-again = Посмотреть снова

page-broken-what = Окно потеряло связь с рабочей частью программы.
page-broken-now = Закройте окно и откройте его снова. При этом ничего не пропадёт.
report-usage-what = Эта часть окна не умеет об этом попросить.
report-usage-now = Закройте окно и откройте его снова; если повторится, обновите Fobdesk.

opening = Открываю…

dialog-cancel = Отмена
dialog-close = Закрыть
dialog-done = Готово

picture-label = Как будет выглядеть лист; коды заменены точками
letter-title = Письмо для { $name }
letter-text = Одна страница по данным хранилища. То, что она напечатана, останется в истории.
letter-which = Какое письмо
letter-kind-lost = Брелок потерян
letter-kind-return = Брелок сдан: расписка
letter-kind-loaner = Брелок выдан на время: до какого срока
letter-kind-registration = Как пользоваться брелоком
letter-saved = Письмо сохранено: { $file }
letter-printed = Письмо отправлено на { $queue }.
person-letter = Напечатать письмо
deliver-printer = Принтер
deliver-print = Напечатать
deliver-print-on = Напечатать на { $queue }
deliver-pdf = Сохранить в PDF
deliver-text = Сохранить текстом
deliver-no-printer = На этом компьютере нет принтера.

who-hint = Логин, имя, почта или серийный номер
who-list = Подходящие люди
who-more =
    { $count ->
        [one] Подходит ещё { $count } человек: уточните
        [few] Подходят ещё { $count } человека: уточните
       *[many] Подходят ещё { $count } человек: уточните
    }

codes-none = Листа восстановления нет.
codes-none-now = Без него с утерянным брелоком не войти.
codes-void = Лист недействителен с { $at }.
codes-left =
    { $left ->
        [one] Остался { $left } код из { $count }
        [few] Осталось { $left } кода из { $count }
       *[many] Осталось { $left } кодов из { $count }
    }
codes-made = Набор { $set }, { $at }, выдал { $by }
codes-expires = Действует до { $at }
codes-low = Осталось мало: сделайте новый лист.
sheet-saved = Набор { $set } (кодов: { $count }) сохранён: { $file }
sheet-printed = Набор { $set } (кодов: { $count }) отправлен на { $queue }.

suspended-until = Брелок не нужен до { $until }
suspended-good = Брелок не нужен, насовсем
