## Что было сделано, простыми словами.

history-find = Отбор по человеку, брелоку, сотруднику или действию
history-list = Что было сделано, сначала новое
history-fob = брелок { $serial }
history-row = строка { $row }
history-whole =
    { $n ->
        [one] { $count } действие, цепочка цела
        [few] { $count } действия, цепочка цела
       *[many] { $count } действий, цепочка цела
    }
history-nothing = Подходящих записей нет.
history-empty = Пока ничего не сделано.
history-broken-what = Цепочка порвана на действии { $n }: историю изменили извне.
history-broken-now = Прекратите работать с этим хранилищем, ничего не меняйте в его папке и попросите администратора сравнить его с последней резервной копией.

act-vault-create = Создано хранилище
act-vault-backup = Сделана резервная копия
act-vault-restored = Возвращена резервная копия
act-workstation-enrol = Компьютеру разрешено открывать хранилище
act-person-add = Добавлен человек
act-person-rename = Сменён логин
act-person-delete = Удалён человек
act-people-import = Загружен список людей
act-profile-add = Добавлен профиль
act-issue-sealed = Секрет запечатан
act-issue-written = Секрет записан на брелок
act-issue-proven = Брелок проверен живым кодом
act-issue-given = Брелок выдан
act-issue-abandoned = Работа с брелоком брошена
act-fob-emergency = Сделан ещё один аварийный код
act-fob-lost = Брелок объявлен потерянным
act-fob-found = Найденный брелок возвращён
act-fob-denied = Найденный брелок оставлен вне работы
act-fob-retired = Брелок списан
act-fob-returned = Брелок сдан
act-fob-wiped = Брелок очищен
act-fob-lost-undone = Потеря отменена
act-fob-replacing = Начата замена
act-fob-replaced = Заменён другим брелоком
act-fob-owed = Причитается другой брелок
act-fob-lending = Начата выдача на время
act-fob-lent = Брелок дан на время
act-fob-lent-longer = Срок временного брелока продлён
act-fob-suspended = Брелок нужно забрать
act-person-left = Человек ушёл
act-people-left = Список ушедших
act-person-deferred = Обязанность иметь брелок отложена
act-person-suspended = Разрешено обходиться без кодов
act-person-resumed = Снова вход с кодами
act-policy-changed = Изменено правило
act-house-logo = Изменён логотип организации
act-token-adopted = Готовый токен взят в хранилище
act-token-synced = Сверен по кодам подряд
act-token-checked = Опрошен у стойки
act-letter-printed = Напечатано письмо
act-person-language = Изменён язык бумаг
act-token-retired = Токен списан
act-codes-prepared = Подготовлен первый лист восстановления
act-policy-set = Настроены листы: контакт и формат бумаги
act-codes-issued = Сделан лист восстановления
act-codes-voided = Лист восстановления отменён
act-codes-checked = Проверен код восстановления
act-codes-possession = Спросили, под рукой ли лист восстановления
act-codes-reprinted = Лист восстановления напечатан ещё раз
act-codes-voided-all = Отменены листы восстановления у всех
act-operator-added = Добавлен оператор
act-operator-code = Вход с брелоком
act-operator-disabled = Оператор отключён
act-operator-enabled = Оператор возвращён
act-operator-in = Вход
act-operator-out = Выход
act-operator-passphrase = Изменён пароль оператора
act-operator-refused = Отказ во входе
act-operator-rescued = Доступ оператора восстановлен ключом с бумаги
act-operator-role = Изменена роль оператора
act-release-asked = Запрошено подтверждение второго оператора
act-release-given = Подтверждено для другого оператора
act-release-refused = В подтверждении отказано

result-calculated = спрошен у брелока
result-typed = набран вручную
result-accepted = принят
result-used = уже использован
result-void = с недействительного листа
result-wrong = неверный
result-right = верно
result-asked = спросили о строке
result-in-step = сходится
result-moved = был впереди
result-behind = отстаёт
result-rewritten = перезаписан в другом месте
result-recovery-codes-void = прежний лист восстановления недействителен
