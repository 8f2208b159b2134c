## Кто работает за столом: вход, операторы и то, что ждёт второго.

sign-in-title = Кто за столом?
sign-in-text = Войдите, чтобы в журнале стояло ваше имя.
sign-in-alone = К этому окну какое-то время никто не прикасался, и оно заперто.
sign-in-login = Логин
sign-in-proof = Пароль
sign-in-proof-hint = Или следующий код вашего брелока: прикоснитесь к нему.
sign-in-busy = Вход…
sign-in-do = Войти
seat-out = Выйти

operators-title = Кто здесь работает
operators-none = Никто не записан: кто пользуется этим компьютером, тому можно всё, и в журнале стоит пользователь компьютера. С первым оператором входить будут все.
operator-here = это вы
operator-own-fobs = свои брелоки: { $person }
operator-disabled = отключён с { $at }
operator-role-of = Роль: { $name }
operator-passphrase = Новый пароль
operator-disable = Отключить
operator-bring-back = Вернуть
operator-add = Добавить оператора
operator-role-is = { $name }: { $role }. Действует с этой минуты.
operator-off = { $name } больше не может войти.
operator-on = { $name } снова может войти.
operator-there = { $name } теперь оператор: { $role }.

operator-add-title = Новый оператор
operator-add-first = Первый оператор — администратор. После этого входят все, и вы тоже.
operator-add-text = Со своей учётной записью, чтобы в журнале стояло его имя.
operator-role = Роль
operator-person = Логин среди людей
operator-person-hint = Чьи брелоки у оператора свои; можно не заполнять.
operator-new-passphrase = Пароль оператора
operator-add-do = Добавить
operator-old-passphrase = Ваш прежний пароль
operator-passphrase-title = Новый пароль: { $name }
operator-passphrase-do = Изменить
operator-passphrase-changed = Новый пароль: { $name }.

role-viewer-about = Смотрит и ничего не меняет.
role-helpdesk-about = Помогает, когда брелок под рукой, потерян или разошёлся.
role-provisioner-about = Ещё и выдаёт брелоки и принимает их назад.
role-auditor-about = Читает всё и журнал; может подтверждать, ничего не меняет.
role-admin-about = Можно всё.

release-title = Решает второй оператор
release-text = Пока ничего не сделано. Подтвердить не может тот, кто просил.
release-list-text = Это ждёт второго оператора.
release-none = Ничего не ждёт.
release-reason = Причина: { $reason }
release-by = Просит { $by }, { $asked } · номер { $number }
release-login = Логин второго оператора
release-do = Подтвердить
release-refuse = Отказать
release-withdraw = Взять назад
release-later = Позже
release-done = Подтверждено и сделано: { $what }
release-refused = Не сделано: { $what }
release-waiting =
    { $count ->
        [one] { $count } ждёт подтверждения
        [few] { $count } ждут подтверждения
       *[other] { $count } ждут подтверждения
    }

report-needs-approval-what = Это ждёт второго оператора. Пока ничего не сделано.
report-needs-approval-now = Оно стоит слева, над вашим именем, пока другой оператор не подтвердит; самое большее сутки.

release-person-suspended = { $whom } обходится без брелока, насовсем
release-people-left = Доступ кончается у тех, кто ушёл: { $value }
release-policy-changed = Правило «{ $rule }»: { $value }
release-operator-added = Новый оператор { $whom }: { $value }
release-operator-disabled = Оператор { $whom } отключается
release-operator-role = Оператор { $whom } становится: { $value }
