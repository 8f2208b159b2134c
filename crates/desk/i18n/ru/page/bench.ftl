## Верстак: что вставлено и как это выдать человеку.

bench-title = Верстак
bench-count =
    { $count ->
        [0] Ничего не вставлено
        [one] Вставлен { $count } брелок
        [few] Вставлено { $count } брелока
       *[many] Вставлено { $count } брелоков
    }
bench-looking = Смотрю, что вставлено…
bench-fobs = Вставленные брелоки

empty-title = Вставьте брелок
empty-now = Подойдёт любой USB-порт этого компьютера. Брелок появится здесь сам.
empty-hint-title = Ничего не происходит?
empty-hint-side = Переверните его: многие брелоки входят любой стороной, но работают только одной.
empty-hint-port = Попробуйте другой порт, без разветвителя и удлинителя.
empty-hint-reader = Бесконтактный брелок положите плашмя на считыватель и не убирайте.

fob-serial = Серийный номер
fob-serial-none = Без серийного номера
fob-firmware = Прошивка
fob-clock = Часы
fob-slot = Слот { $slot }
fob-slot-short = короткое касание
fob-slot-long = долгое касание
fob-slot-free = свободен
fob-slot-ours = занят, наш
fob-slot-foreign = занят, не наш
fob-slot-used = занят
fob-apps = Что он умеет
fob-reader = Считыватель
fob-person = Принадлежит
fob-state = В хранилище
fob-state-new = ещё нет
fob-state-stock = на складе
fob-state-assigned = выдан
fob-state-suspended = приостановлен
fob-state-lost = заявлен утерянным
fob-state-returned = возвращён
fob-state-retired = списан
fob-picture = Рисунок: { $model }
fob-unknown = Неизвестный брелок

app-oath = Коды OATH
app-otp = Слоты касания
app-piv = PIV
app-openpgp = OpenPGP
app-fido2 = FIDO2
app-u2f = U2F
app-hsmauth = HSM Auth

bench-which = Какой брелок?
bench-away = Брелок не вставлен
bench-settled = Брелок { $serial }: прерванная запись доведена до конца.
fob-choose = Выбрать { $model } { $serial }

give-title = Брелок для:
give-nobody-yet = Наберите имя; Enter выдаст брелок
give-who = Для кого?
give-add = Добавить нового человека: «{ $text }»
give-nobody = Никто не подходит. Enter добавит нового человека.
give-new = Новый человек
give-new-name = Имя
give-new-login = Логин
give-new-add = Добавить и продолжить
give-new-leave = Искать снова
give-profile = Каким способом
give-button = Выдать этот брелок
give-which =
    { $count ->
        [one] Вставлен { $count } брелок. Выберите его.
        [few] Вставлено { $count } брелока. Выберите один: щёлкните по нему или нажмите Alt и его номер.
       *[many] Вставлено { $count } брелоков. Выберите один: щёлкните по нему или нажмите Alt и его номер.
    }
give-stop = Остановить
give-stopping = Останавливаю…
give-again = Попробовать снова
give-leave = Оставить
give-comes-back = Вставьте брелок { $serial } снова: работа продолжится сама.
give-unproven = Записан, но не проверен: до проверки не отдавайте этот брелок.
give-next = Следующий человек

profile-oath-hotp = Коды по счётчику, читает компьютер (приложение OATH)
profile-oath-totp = Коды по часам, читает компьютер (приложение OATH)
profile-slot1-hotp = Печатает код по короткому касанию (слот 1)
profile-slot2-hotp = Печатает код по долгому касанию (слот 2)

step-done = готово
step-sealed = Секрет создан и запечатан
step-sealed-about = лежит в хранилище прежде, чем попадёт в брелок
step-written-oath = Записан в приложение OATH
step-written-slot1 = Записан в слот 1
step-written-slot2 = Записан в слот 2
step-written-about = теперь секрет есть и у брелока
step-proven = Проверен
step-proven-about = живой код с брелока сверен с нашим
step-given = Выдан: { $name }
step-given-about = записано в журнал, со временем и вашим именем
step-codes = Лист восстановления
step-codes-about = десять кодов на случай утери; действует только последний лист
step-codes-made = набор { $set } · действует только последний лист
step-codes-none = На этот раз без листа
step-ms = { $ms } мс
step-seconds = { $seconds } с

touch-now = Коснитесь брелока
touch-how = Приложите палец к металлу на { $model } и отпустите.
touch-how-any = Приложите палец к металлу на брелоке и отпустите.
touch-left = { $seconds } с
touch-stopping = Остановлю, когда брелок перестанет ждать
touch-stopping-how = Он ещё ждёт касания: дождитесь конца отсчёта или выньте его.

code-press-slot1 = Нажмите на брелок: короткое касание
code-press-slot2 = Нажмите на брелок: долгое касание, три секунды
code-press-oath = Введите код с экрана брелока
code-plug-in = Вставьте брелок снова и нажмите на него
code-how = Он сам напечатает код в это поле. Можно и ввести код вручную.
code-how-display = Если экран погас, нажмите кнопку на брелоке. Держать его вставленным или на считывателе не нужно.
code-check = Проверить код
code-later = Позже

consent-label = Последние четыре цифры серийного номера
consent-hint = Они написаны на самом брелоке и на его карточке здесь.
consent-agree = Перезаписать
consent-leave = Оставить как есть

sheet-none = Без листа

waiting-slot1 = Записан в слот 1, не проверен
waiting-slot2 = Записан в слот 2, не проверен
waiting-oath = Начат в приложении OATH, не проверен
waiting-for = Брелок { $serial }, для кого: { $name }. До проверки его нельзя отдавать.
waiting-prove = Проверить сейчас
waiting-elsewhere =
    { $count ->
        [one] Ждёт проверки { $count } брелок: вставьте его
        [few] Ждут проверки { $count } брелока: вставьте их
       *[many] Ждут проверки { $count } брелоков: вставьте их
    }

empty-practise = Попробовать на учебных брелоках
empty-practise-about = Программные брелоки со своим отдельным хранилищем.

bench-whose = Чей это брелок?
check-title = Счётчик
check-do = Проверить счётчик
check-again = Проверить ещё раз
check-asking = Спрашиваю брелок…
check-sync = Ввести его коды

found-title = Этот брелок заявлен утерянным
found-title-retired = Этот брелок списан
found-retired-about = Его больше никому не выдают. Выньте его и уберите туда, где его не примут за новый.
found-ask = Что с ним сделать?
found-give = Вернуть: { $name }
found-to-stock = Вернуть на склад
found-give-about = Сначала он скажет, цело ли то, что на него записали. Аварийный код перестанет действовать.
found-deny = Оставить вне работы
found-deny-about = Он останется утерянным и ничего не откроет.
found-retire = Списать
found-retire-about = Его больше никому не выдадут.
found-retire-sure = Списать насовсем? Отменить это нельзя.
found-kept = Он остаётся вне работы. Уберите его или решите иначе.
found-again = Решить заново
found-given = Брелок { $serial } снова у человека: { $name }.
found-stock = Брелок { $serial } снова на складе.
found-retired = Брелок { $serial } списан.

take-do = Принять и очистить
take-title = Принять брелок { $serial }? Его носит { $name }
take-text = После этого он ничей, и его можно выдать другому.
take-goes = С брелока удаляется:
take-all = всё, что на него записал Fobdesk
take-stays = Чужие записи остаются. Лист восстановления остаётся в силе.
take-doing = Очищаю…
take-done = Брелок { $serial } принят и очищен.
take-scrambled = Брелок { $serial } принят. Очистить его нельзя: поверх записан секрет, которого никто не знает.
take-full = Этот брелок сдан, но на нём ещё есть то, что было записано.
take-now = Очистить сейчас
take-title-nobody = Очистить брелок { $serial }?

maker-ask = Подлинный ли он?
maker-asking = Спрашиваю брелок, кто его сделал…
maker-again = Спросить ещё раз, подлинный ли он
maker-genuine = Подлинный
maker-not-genuine = Не подлинный
maker-cannot-tell = Сказать нельзя
maker-agree = Создать ключ и спросить
maker-file = Выбрать файл изготовителя…
