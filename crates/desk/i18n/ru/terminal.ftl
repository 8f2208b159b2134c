### Что говорит терминал, когда всё идёт как надо. Слова – как в начале faults.ftl.

## Заголовки таблиц.

cli-login = Логин
cli-name = Имя
cli-department = Отдел
cli-fobs = Брелоки
cli-fob = Брелок
cli-model = Модель
cli-firmware = Прошивка
cli-slots = Слоты
cli-place = Место
cli-kind = Коды
cli-state = Состояние
cli-next = Следующий
cli-token = Запись
cli-digits = Цифр
cli-algorithm = Алгоритм
cli-rest = Ещё
cli-number = №
cli-at = Когда
cli-operator = Кто
cli-act = Действие
cli-person = Владелец
cli-result = Итог

## Состояния.

cli-state-new = новый
cli-state-stock = на складе
cli-state-intended = готовится
cli-state-written = записан, не проверен
cli-state-verified = проверен
cli-state-assigned = назначен
cli-state-handed-over = выдан на руки
cli-state-suspended = приостановлен
cli-state-lost = утерян
cli-state-returned = возвращён
cli-state-retired = списан
cli-state-abandoned = отменён

## Начало работы.

cli-init-done = Хранилище готово: { $vault }
cli-init-keyring = Его ключ лежит в связке ключей этого компьютера.
cli-init-passphrase = Оно открывается парольной фразой.
cli-init-key-saved = Ключ восстановления – в файле { $file }: напечатайте его, уберите в надёжное место, а файл удалите.
cli-init-sheet-saved = Лист с ключом восстановления – { $file }: напечатайте его, уберите в надёжное место, а файл удалите.

## Брелоки.

cli-nothing-plugged = Ничего не вставлено.
cli-slot-free = { $slot }: свободен
cli-slot-used = { $slot }: занят
cli-slot-ours = { $slot }: наш
cli-clock = Часы
cli-no-serial = без номера
cli-event-inserted = вставлен: { $fob }
cli-event-removed = вынут: { $fob }
cli-event-reader-added = подключён считыватель: { $reader }
cli-event-reader-removed = считыватель отключён: { $reader }
cli-watching = Слежу. Закончить – Ctrl+C.

## Люди и профили.

cli-person-added = Добавлен: { $login }.
cli-person-renamed = Логин изменён: { $old } → { $new }.
cli-person-deleted = Удалён: { $login }. В журнале всё сделанное остаётся.
cli-nobody-found = Никто не найден.
cli-no-tokens = Брелоков нет.
cli-no-codes = Кодов восстановления нет.
cli-codes-left = Коды восстановления { $set }: осталось { $left } из { $count }.
cli-import-done = Строк: { $rows }. Добавлено: { $new }. Уже были: { $known }.
cli-import-would = Строк: { $rows }. Будет добавлено: { $new }. Уже есть: { $known }. Пока ничего не изменено.
cli-import-refused = Строка { $row } не принята: { $why }
cli-profile-added = Профиль { $name } добавлен.
cli-with-touch = касание

## Ход работы.

cli-passphrase = Парольная фраза хранилища:
cli-passphrase-new = Связки ключей нет. Придумайте парольную фразу хранилища:
cli-passphrase-again = И ещё раз её же:
cli-passphrase-differs = Это были две разные фразы. Попробуйте ещё раз.
cli-sealed = Секрет создан и надёжно лежит в хранилище.
cli-written =
    { $place ->
        [slot1] Он записан в слот 1 брелока.
        [slot2] Он записан в слот 2 брелока.
       *[oath] Он записан в брелок.
    }
cli-proven = Живой код брелока верен.
cli-given = Владелец брелока: { $login }.
cli-codes = Коды восстановления { $set } созданы.
cli-settled = Прерванная работа с брелоком { $serial } доведена до конца.
cli-touch = Коснитесь брелока.
cli-touch-practice = Коснитесь брелока: выполните «fobctl practice touch» в другом терминале.
cli-type =
    { $place ->
        [slot2] Держите палец на брелоке { $serial } три секунды, чтобы он напечатал сюда код, и нажмите Enter.
        [oath] Введите код, который стоит на экране брелока { $serial }, и нажмите Enter. Если экран погас, нажмите кнопку на брелоке.
       *[slot1] Коротко коснитесь брелока { $serial }, чтобы он напечатал сюда код, и нажмите Enter.
    }
cli-type-again =
    { $place ->
        [oath] Этот код не подошёл. Дождитесь следующего на экране брелока { $serial }, введите его и нажмите Enter.
       *[slot1] Этот код не подошёл. Пусть брелок { $serial } напечатает следующий; потом нажмите Enter.
    }
cli-press-practice =
    { $place ->
        [oath] Учебный брелок показывает код по команде «fobctl practice press 1» в другом терминале.
       *[slot1] Учебный брелок печатает код по команде «fobctl practice press» в другом терминале.
    }

## Что получилось.

cli-issued = Брелок { $serial } проверен, его владелец – { $person }.
cli-issued-unproven = Брелок { $serial } записан (владелец – { $person }), но ещё не проверен: не выдавайте его, пока не выполните «fobctl verify --fob { $serial }».
cli-verified-nobody = Код верен: в брелоке { $serial } наш секрет.
cli-adopted = Брелок { $serial } принят в хранилище, владелец – { $person }.
cli-set-made = Коды восстановления: { $count }, набор { $set }.
cli-file-made = Сохранено: { $file }

## Коды восстановления.

cli-codes-issued = Коды восстановления ({ $login }): { $count }, набор { $set }. Прежние листы больше не действуют.
cli-logo = Логотип на каждой бумаге: { $width } × { $height } пикселей.
cli-logo-none = Логотипа нет.
cli-letter-made = Письмо готово: { $login }, брелок { $serial }.
cli-person-language = Язык бумаг для { $login }: { $lang }.
cli-person-language-none = Язык бумаг для { $login }: как у рабочего места.
cli-language-en = английский
cli-language-ru = русский
cli-codes-voided = Коды восстановления { $set } ({ $login }) больше не действуют.
cli-codes-status = Набор { $set }, создан { $created }, кем: { $by }. Осталось { $left } из { $count }.
cli-codes-row = строка { $row }: использована { $at }, принял { $by }
cli-codes-void-since = Не действует с { $at }.
cli-type-recovery = Код восстановления:
cli-verdict-accepted = Принят код { $row }. Осталось: { $left }.
cli-verdict-used = Этот код ({ $row }) использован { $day }. Осталось: { $left }.
cli-verdict-emergency = Принят аварийный код. Осталось входов: { $left }.
cli-verdict-emergency-used = Этот аварийный код израсходован.
cli-verdict-emergency-over = Этот аварийный код больше не действует.
cli-verdict-wrong = Это не код владельца { $login }.
cli-verdict-mistyped = Опечатка: попросите продиктовать код ещё раз.
cli-verdict-mistyped-at = Опечатка: проверьте знак номер { $place }.
cli-verdict-void = Этот код ({ $row }) с листа от { $day }, который больше не действует: попросите новый лист.
cli-verdict-throttled = Слишком много неверных кодов: до { $until } ничего не проверяется.
cli-verdict-throttled-set = Слишком много неверных кодов для этого листа: сделайте новый, когда человек придёт сам.
cli-possess-ask = Спросите серые буквы в строке { $row } листа { $set }. Затем: fobctl codes possess --person { $login } --row { $row }
cli-type-grey = Две серые буквы:
cli-possess-right = Верно: лист { $set } под рукой. Код не потрачен, и входа это не даёт.
cli-possess-wrong = Неверно: в строке { $row } листа { $set } стоят другие буквы. Это считается неверным кодом.
cli-possess-asked-all = О всех строках листа { $set } уже спрашивали: проверьте код.
cli-codes-reprinted = Лист { $set } ({ $login }) напечатан ещё раз. Неиспользованных кодов на нём: { $rows }.
cli-codes-voided-all = Листов больше не действует: { $count }.

## Журнал, ключ хранилища, проверка.

cli-log-empty = Записей нет.
cli-log-whole = Записей: { $entries }, всё в порядке. Последняя отметка: { $head }.
cli-log-broken = Журнал нарушен на записи { $n }: прекратите работу с этим хранилищем и обратитесь к администратору.
cli-log-exported = Журнал сохранён: { $file }
cli-vault = Хранилище: { $vault }
cli-vault-locked = Оно заперто.
cli-vault-open = Оно открыто.
cli-vault-keyring = Его ключ лежит в связке ключей этого компьютера.
cli-vault-no-keyring = Оно открывается парольной фразой.
cli-vault-practice = Оно учебное; его ключ лежит рядом.
cli-vault-generation = Поколение ключа: { $n }.
cli-anchor-pinned = Этот компьютер помнит последнюю запись журнала.
cli-anchor-none = Этот компьютер не помнит журнал: подмену старой копией он не заметит.
cli-anchor-ahead = Этот компьютер видел более новый журнал: на место хранилища вернули старую копию.
cli-vault-now-locked = Хранилище заперто.
cli-vault-now-open = Хранилище открыто.
cli-backup-made = Резервная копия сохранена: { $file }
cli-ok = в порядке
cli-warn = внимание
cli-fail = плохо

## Учебные брелоки.

cli-touched = Коснулись учебного брелока { $serial }.
cli-removed = Учебный брелок { $serial } вынут.
cli-inserted = Учебный брелок { $serial } вставлен.

## Сверка счётчиков.

cli-confirmed = Подтверждено.
cli-next-is = Следующий код: номер { $next }.
cli-no-warnings = Пока ни один брелок не вызывает опасений.

## Жизнь брелока.

cli-fob-lost = Брелок { $serial } выведен из работы: потерян.
cli-fob-found = Брелок { $serial } возвращён владельцу.
cli-fob-denied = Брелок { $serial } остаётся выведенным из работы.
cli-fob-retired = Брелок { $serial } списан.
cli-fob-returned = Брелок { $serial } сдан.
cli-fob-scrambled = Брелок { $serial } сдан. Стереть с него ничего нельзя, поэтому поверх нашего секрета записан случайный, которого никто не знает; сам брелок этого не показывает.
cli-fob-wiped = Брелок { $serial } сдан, наши записи с него стёрты.
cli-emergency = Аварийный код: { $code }
cli-emergency-file = Аварийный код записан в указанный файл.
cli-emergency-uses =
    { $n ->
        [one] Даёт { $n } вход, до { $until }.
        [few] Даёт { $n } входа, до { $until }.
       *[other] Даёт { $n } входов, до { $until }.
    }
cli-suspended = { $login } обходится без кода до { $until }.
cli-suspended-for-good = { $login } обходится без кода, пока это не отменят.
cli-resumed = { $login } снова входит с кодом.
cli-fob-undone = Брелок { $serial } снова такой, как был.
cli-fob-replaced = Брелок { $old } заменён брелоком { $new }.
cli-fob-replacing = Брелок { $new } записан взамен { $old } и ждёт проверки (fobctl verify).
cli-fob-owed = Другой брелок не вставлен. Записано, что нужен другой взамен { $old }.
cli-lent = Брелок { $serial } дан на время, до { $until }; собственные брелоки спят, пока он не вернётся.
cli-lending = Брелок записан и ждёт проверки (fobctl verify); после неё он будет дан на время.
cli-deferred = { $login } может быть без брелока до { $until }.
cli-deferred-for-good = { $login } может быть без брелока бессрочно.
cli-loan = На время: { $serial }, до { $until }
cli-must = Брелок обязателен: не позднее { $until }
cli-must-deferred = Брелок обязателен; отложено до { $until }
cli-must-good = Брелок обязателен; отложено бессрочно
cli-nothing-to-remind = Напоминаний нет.
cli-without-codes =
    { $n ->
        [one] { $n } человек с брелоком – без действующих кодов восстановления.
        [few] { $n } человека с брелоком – без действующих кодов восстановления.
       *[other] { $n } человек с брелоком – без действующих кодов восстановления.
    }
cli-swept = Строк: { $rows }. Больше не могут войти: { $swept }.
cli-swept-would = Строк: { $rows }. Больше не смогли бы войти: { $swept }. Ничего не изменено.
cli-swept-collect = Забрать: { $serial } ({ $person })
cli-swept-unknown = Здесь неизвестен: { $login }

cli-operator-ask = Оператор:
cli-operator-passphrase-ask = Пароль или код с вашего брелока:
cli-new-passphrase = Новый пароль:
cli-operator-added = { $login } теперь оператор: { $role }. С этой минуты входят все.
cli-operator-disabled = { $login } больше не может войти.
cli-operator-enabled = { $login } снова может войти: { $role }.
cli-operator-role = { $login } теперь: { $role }.
cli-operator-passphrase = У оператора { $login } новый пароль.
cli-no-operators = Операторов пока нет: кто пользуется этим компьютером, тому можно всё.
cli-operators-login = Логин
cli-operators-name = Имя
cli-operators-role = Роль
cli-operators-person = Свои брелоки
cli-operators-since = Отключён с
cli-nothing-waits = Ничто не ждёт второго оператора.
cli-waits = { $id }  { $act } · { $about } · просит { $by }, до { $until }
cli-released = Номер { $id } (просил { $by }) подтверждён и выполнен.
cli-refused = По номеру { $id } (просил { $by }) отказано. Ничего не сделано.
cli-role-viewer = наблюдатель
cli-role-helpdesk = служба поддержки
cli-role-provisioner = выдача брелоков
cli-role-auditor = аудитор
cli-role-admin = администратор
