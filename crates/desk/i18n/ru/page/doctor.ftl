## Готово ли рабочее место?

doctor-note =
    { $count ->
        [0] Всё в порядке
        [one] { $count } замечание
        [few] { $count } замечания
       *[many] { $count } замечаний
    }
doctor-busy = Смотрю…
doctor-again = Проверить снова

check-readers = Считыватели
check-fobs = Брелоки
check-rules = Доступ к брелокам
check-keyring = Связка ключей
check-ledger = Хранилище
check-clock = Часы
check-open = Незаконченная работа
check-state-ok = в порядке
check-state-rest = ничего нет
check-state-warn = обратите внимание
check-state-fail = не работает
