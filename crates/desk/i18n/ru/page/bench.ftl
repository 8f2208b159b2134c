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
fob-state = В журнале
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
