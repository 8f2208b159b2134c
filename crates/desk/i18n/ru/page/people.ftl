## Люди и один из них.

people-search = Логин, имя, почта, отдел или серийный номер
people-list = Люди
people-count =
    { $count ->
        [0] Никого
        [one] { $count } человек
        [few] { $count } человека
       *[many] { $count } человек
    }
people-many = Первые { $count }; остальные найдутся по буквам
people-none = Пока никого нет. Добавьте первого человека или загрузите список.
people-nobody = По запросу «{ $text }» никого нет.
people-fobs =
    { $count ->
        [0] нет брелока
        [one] { $count } брелок
        [few] { $count } брелока
       *[many] { $count } брелоков
    }
people-suspended = брелок не нужен
people-lost =
    { $count ->
        [one] брелок утерян
        [few] утеряно { $count } брелока
       *[many] утеряно { $count } брелоков
    }
people-add = Добавить человека
people-added = Добавлено: { $name }.
people-import = Загрузить список

person-close = Закрыть
person-fobs = Брелоки
person-no-fobs = Брелоков нет. Вставьте брелок и выдайте его на верстаке.
person-past =
    { $count ->
        [one] Показать { $count } прежний токен
        [few] Показать { $count } прежних токена
       *[many] Показать { $count } прежних токенов
    }
person-past-hide = Скрыть прежние
person-sync = Сверить счётчик
person-recover = Нет брелока при себе
person-codes = Лист восстановления
person-language = Язык бумаг
person-language-desk = Как у рабочего места
person-language-done = Следующие лист и письмо будут на этом языке.
person-history = Что было сделано
person-history-all = Все записи: { $count }
person-rename = Сменить логин
person-renamed = { $old } теперь { $now }.
person-delete = Удалить человека
person-deleted = Удалено: { $name }.

token-state-intended = готовится
token-state-written = записан, не проверен
token-state-verified = проверен, не выдан
token-state-assigned = выдан
token-state-handed-over = вручён
token-state-suspended = приостановлен
token-state-lost = утерян
token-state-returned = возвращён
token-state-retired = списан
token-state-abandoned = брошен
token-place-oath = OATH
token-place-slot1 = Слот 1, короткое касание
token-place-slot2 = Слот 2, долгое касание
token-kind =
    { $kind ->
        [totp] цифр: { $digits }, по часам
       *[hotp] цифр: { $digits }, по счётчику
    }
token-next = следующий код

codes-first = Сделать лист
codes-new = Новый лист

again-do = Напечатать ещё раз
again-title = Ещё раз тот же лист: { $name }
again-text = Те же коды, без использованных строк; лист остаётся в силе. В истории будет видно, что его напечатали ещё раз, с вашим именем.
again-reason = Почему?
again-saved = Лист { $set } сохранён, неиспользованных кодов на нём: { $count }. Файл: { $file }
again-printed = Лист { $set } отправлен на { $queue }, неиспользованных кодов на нём: { $count }.
reason-torn = Порвался или промок
reason-printer = Подвёл принтер
sheet-title = Лист восстановления: { $name }
sheet-text = Десять кодов на случай утери брелока. Каждый действует один раз. Они попадают прямо на лист и на экране не появляются.
sheet-text-again = Десять новых кодов. Лист, который у человека сейчас, станет недействителен, как только будет готов новый.
sheet-paper = Бумага
sheet-paper-a4 = A4
sheet-paper-letter = Letter
sheet-paper-a5 = A5
sheet-paper-card = Карточка в бумажник

add-title = Новый человек
add-name = Имя
add-login = Логин
add-login-hint = Так, как человек набирает его при входе.
add-email = Почта (можно не указывать)
add-department = Отдел (можно не указывать)
add-do = Добавить

rename-title = Сменить логин: { $name }
rename-text = Брелоки и коды человека остаются в силе. Имена, записанные на брелоках, не меняются.
rename-do = Сменить

delete-title = Удалить: { $name }?
delete-text = Имя и адрес стираются, лист восстановления недействителен. История хранит, что было сделано, но без имени. Отменить это нельзя.
delete-do = Удалить

list-title = Загрузить список людей
list-text = Файл CSV с первой строкой: login,name,email,department. Кто уже есть, остаётся как был.
list-choosing = Выберите файл…
list-new = Новые
list-known = Уже есть
list-refused = Не взяты
list-row = Строка
list-why = Почему
list-other = Выбрать другой файл
list-take =
    { $count ->
        [one] Взять { $count } человека
        [few] Взять { $count } человека
       *[many] Взять { $count } человек
    }
list-taken =
    { $count ->
        [one] Добавлен { $count } человек.
        [few] Добавлено { $count } человека.
       *[many] Добавлено { $count } человек.
    }

over-title-back = Принять брелок { $serial }: { $name }
over-title-retire = Списать брелок: { $name }
over-text-back = После этого он ничей, но записанное на нём остаётся. На верстаке его можно заодно очистить.
over-text-retire = Он сразу выходит из работы, и больше его никому не выдадут. Отменить это нельзя.
over-which = Какой брелок?
over-reason = Почему?
over-do-back = Принять
over-do-retire = Списать
over-done-back = Брелок { $serial } принят.
over-done-retire = Брелок { $serial } списан.
reason-worn = Износился
reason-gone = Пропал насовсем

## Прежние листы.

sheets-show = Все листы
sheets-hide = Скрыть листы
sheets-rows = Строки листа
sheets-made = сделан { $at }, { $by }
sheets-void = недействителен с { $at }
sheets-used = Строка { $row }: использована { $at }, принял { $by }
sheets-unused = Строка { $row }: не использована

## Временные брелоки, обязанности, найденное, ушедшие люди.

loan-until = Временный брелок { $serial } до { $until }; собственные спят.
loan-overdue = Временный брелок { $serial } нужно было вернуть { $until }; собственные спят, пока его нет.
must-until = Брелок обязателен: не позднее { $until }.
must-over = Брелок должен был быть уже { $until }.
must-deferred = Брелок обязателен; отложено до { $until }.
must-good = Брелок обязателен; отложено бессрочно.
must-defer = Отложить

defer-title = { $name }: с брелоком можно подождать
defer-text = По правилу у людей этого отдела должен быть брелок. Сколько можно подождать?
defer-reason = Почему?
defer-reason-leave = В отпуске
defer-reason-abroad = Работает за границей
defer-reason-waits = Брелоки заказаны
defer-good = Бессрочно
defer-days =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[other] { $count } дней
    }
defer-done = Отложено до { $until }.
defer-done-good = Отложено бессрочно.

person-found = Нашёлся
found-person-title = { $name }: брелок { $serial } нашёлся
found-person-text = Если вставить его у стойки, он сам ответит, тот ли он, что был выдан. Здесь вы решаете, не спрашивая его.
found-person-give = Вернуть
found-person-done = Брелок { $serial } снова в работе.

people-leavers = Ушедшие люди…
leavers-title = Ушедшие люди
leavers-text = Файл CSV со столбцом «login». Листы, аварийные коды и дни без брелока у всех в списке заканчиваются, а их брелоки выходят из работы и ждут, пока их заберут.
leavers-reason = Почему?
leavers-reason-left = Больше не работает
leavers-reason-contract = Закончился договор
leavers-choose = Выбрать файл
leavers-would =
    { $count ->
        [0] Никого из списка здесь нет.
        [one] Больше не сможет войти { $count } человек.
        [few] Больше не смогут войти { $count } человека.
       *[other] Больше не смогут войти { $count } человек.
    }
leavers-done =
    { $count ->
        [one] Больше не войдёт { $count } человек.
        [few] Больше не войдут { $count } человека.
       *[other] Больше не войдут { $count } человек.
    }
leavers-unknown = Здесь неизвестны: { $logins }
leavers-fobs = Брелоки, которые нужно забрать
leavers-collect =
    { $count ->
        [0] Забирать нечего.
        [one] Нужно забрать { $count } брелок:
        [few] Нужно забрать { $count } брелока:
       *[other] Нужно забрать { $count } брелоков:
    }
leavers-do =
    { $count ->
        [one] Закончить для { $count } человека
        [few] Закончить для { $count } человек
       *[other] Закончить для { $count } человек
    }
