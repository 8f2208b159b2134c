## У человека нет при себе брелока: коды с листа, утеря, несколько дней без брелока.

recovery-note = Для того, у кого нет при себе брелока
recovery-panel = Человек и код
recovery-who = Кто это?
recovery-side = Как обстоят дела: { $name }
recovery-no-fob = брелока нет
recovery-next = Следующий человек
recovery-bare = Брелок есть, а действующего листа нет: при утере будет не войти.
recovery-bare-short = нет действующего листа
recovery-codes-off = Коды восстановления здесь не используются: таково правило.

recovery-ask-who = Наберите имя
recovery-ask-who-about = Когда подходит только один человек, курсор сам перейдёт дальше.
recovery-ask-code = Попросите назвать код
recovery-ask-code-about = Любая незачёркнутая строка листа восстановления или аварийный код. Кода нет? Выберите, что случилось: F7 брелок утерян, F8 несколько дней без него.

recovery-code = Код восстановления
recovery-code-hint-symbols = Пятнадцать букв и цифр с листа или десять цифр аварийного кода. Дефисы и регистр не важны.
recovery-code-hint-bitrix = Восемь букв и цифр с листа или десять цифр аварийного кода. Дефисы и регистр не важны.
recovery-code-hint-digits = Двадцать цифр с листа или десять цифр аварийного кода. Дефисы не важны.
recovery-code-at = Попросите прочитать знак { $place } ещё раз и введите его поверх.
recovery-code-length =
    { $count ->
        [one] Введён { $count } знак. В строке листа их { $wanted }, в аварийном коде 10.
        [few] Введено { $count } знака. В строке листа их { $wanted }, в аварийном коде 10.
       *[many] Введено { $count } знаков. В строке листа их { $wanted }, в аварийном коде 10.
    }

recovery-accepted = Код принят
recovery-accepted-row =
    { $left ->
        [0] Строка { $row } потрачена, и она была последней: сделайте новый лист.
        [one] Строка { $row } потрачена: пусть её зачеркнут. Остался { $left } код.
        [few] Строка { $row } потрачена: пусть её зачеркнут. Осталось { $left } кода.
       *[many] Строка { $row } потрачена: пусть её зачеркнут. Осталось { $left } кодов.
    }
recovery-accepted-emergency =
    { $left ->
        [0] Аварийный код. Теперь он потрачен.
        [one] Аварийный код. Его можно применить ещё { $left } раз.
        [few] Аварийный код. Его можно применить ещё { $left } раза.
       *[many] Аварийный код. Его можно применить ещё { $left } раз.
    }
recovery-used = Строка { $row } уже использована
recovery-used-emergency = Этот аварийный код уже использован
recovery-used-when = Использована { $at }.
recovery-used-now-row = Каждый код действует один раз. Попросите другую строку; если этой никто не пользовался, сделайте новый лист.
recovery-used-now-emergency = Попросите вместо него строку листа.
recovery-void = Этот код недействителен
recovery-void-when = Он с листа от { $at }.
recovery-void-now-row = Он со старого листа: действует только последний.
recovery-void-now-emergency = Его время вышло, или брелок уже вернулся.
recovery-mistyped = Опечатка
recovery-mistyped-at = Опечатка: проверьте знак { $place }
recovery-mistyped-now = Попросите прочитать ещё раз. Опечатка не считается неверным кодом.
recovery-wrong = Это чужой код: { $name } такого не имеет
recovery-wrong-now = Проверьте имя, затем лист: имя и набор стоят вверху. С этим кодом никого не впускайте.
recovery-throttled = Слишком много неверных кодов
recovery-throttled-now = До { $at } ничего не проверяется, чтобы никто не подбирал. Если повторится, сделайте новый лист, когда человек придёт сам.
recovery-throttled-set = По этому листу больше ничего не проверяется. Сделайте новый, когда человек придёт сам.

possess-ask = Лист под рукой?
possess-row = Спросите серые буквы в строке { $row }
possess-letters = Две серые буквы
possess-about = Они стоят рядом с кодом, на листе { $set }. Код не тратится, и верный ответ входа не даёт.
possess-right = Лист под рукой
possess-right-now = Буквы в строке { $row } верны. Входа это не даёт: для входа попросите код.
possess-wrong = Буквы неверны
possess-wrong-now = В строке { $row } листа { $set } стоят другие. Это считается неверным кодом. Проверьте имя и то, самый ли это новый лист.
possess-asked-all = Обо всех строках уже спрашивали
possess-asked-all-now = О каждой строке спрашивают один раз. Проверьте код или сделайте новый лист.

recovery-sheet-again = Новый лист (нынешний станет недействителен)

recovery-lost = Брелок утерян
recovery-lost-about = Он сразу выходит из работы: навсегда или пока не найдётся.
recovery-lost-about-one = Брелок { $serial } сразу выходит из работы: навсегда или пока не найдётся.
recovery-nothing-to-lose = В работе нет брелока, который мог бы потеряться.
recovery-which = Какой брелок?
recovery-lost-reason = Что случилось?
recovery-emergency-wants = Аварийный код
recovery-emergency-about = Десять цифр на первое время. Показываются один раз.
recovery-emergency-uses = Раз
recovery-emergency-minutes = Минут
recovery-lose = Вывести из работы
recovery-lose-code = Вывести из работы, показать код
recovery-lost-done = Брелок { $serial } выведен из работы.

emergency-title = Аварийный код: { $name }
emergency-until =
    { $uses ->
        [one] Действует { $uses } раз, до { $until }.
        [few] Действует { $uses } раза, до { $until }.
       *[many] Действует { $uses } раз, до { $until }.
    }
emergency-ends = Он перестанет действовать, как только брелок вернётся.
emergency-once = Больше его не увидеть. Прочитайте его вслух или запишите тому, кто стоит перед вами.
emergency-done = скроет его навсегда
digit-0 = ноль
digit-1 = один
digit-2 = два
digit-3 = три
digit-4 = четыре
digit-5 = пять
digit-6 = шесть
digit-7 = семь
digit-8 = восемь
digit-9 = девять

recovery-days = Несколько дней без брелока
recovery-days-about = До этого срока коды не спрашивают. Закончится само, минута в минуту.
recovery-days-reason = Почему?
recovery-days-how-long = На сколько?
recovery-days-count =
    { $count ->
        [one] { $count } день
        [few] { $count } дня
       *[many] { $count } дней
    }
recovery-days-good = Насовсем
recovery-days-good-about = пока кто-нибудь не отменит
recovery-days-hint = Нажмите число дней (0 для десяти) или щёлкните.
recovery-without = Без брелока
recovery-days-none = Коды спрашивают, как обычно.
recovery-days-do = Обойтись без брелока
recovery-days-longer = Изменить срок
recovery-days-done = { $name } обходится без брелока до { $until }.
recovery-days-done-good = { $name } обходится без брелока, пока это не отменят.
recovery-suspended-why = { $reason } · { $by }, { $at }
recovery-resume = Закончить сейчас
recovery-resumed = { $name }: с этой минуты брелок снова нужен.

reason-usual = Обычные причины
reason-hint = Это останется в истории, с вашим именем.
reason-missing = Нужно несколько слов: они останутся в истории.
reason-lost = Утерян
reason-stolen = Украден
reason-broken = Сломан
reason-left = Забыт: …
reason-home = Забыт дома
reason-waits = Ждёт новый брелок
reason-travels = В поездке без брелока

## Другой брелок, как узнали человека, что отменено, о чём помнить.

known-title = Как вы узнали, что это тот самый человек?
known-missing = Укажите, как вы узнали человека, или сначала спросите код.
known-card = Показан документ
known-called = Перезвонили на известный номер
known-colleague = Поручился коллега
known-code = Код принят в { $at }

recovery-undo = Отменить
recovery-undone = Брелок { $serial } снова такой, как был.

recovery-another = Другой брелок
recovery-another-replace = Вставьте новый брелок. Он получит то же, что было на старом, а старый выйдет из работы, как только новый будет проверен. Если брелок не вставлен, запишется, что он причитается.
recovery-another-lend = Вставьте ничей брелок. Собственные брелоки человека спят, пока он не вернётся.
recovery-another-which = Для чего?
recovery-another-instead = Взамен { $serial }
recovery-another-days = На несколько дней
recovery-another-longer = Продлить срок
recovery-another-count = Дней
recovery-another-last = Последние четыре цифры номера нового брелока: то, что на нём есть, можно потерять
recovery-another-do-replace = Заменить
recovery-another-do-lend = Выдать на время
recovery-another-doing = Идёт запись… коснитесь брелока, если он мигает
recovery-replaced = Брелок { $serial } выдан взамен { $old }.
recovery-another-waits = Брелок { $serial } записан взамен { $old }. Нажмите его у стойки, чтобы проверить.
recovery-owed = Брелок не вставлен: причитается другой взамен { $old }.
recovery-lent = Брелок { $serial } дан на время, до { $until }. Собственные брелоки спят, пока он не вернётся.
recovery-lending = Брелок { $serial } записан. Нажмите его у стойки, чтобы проверить; после этого он будет дан на время.

remind-title = Не забыть
remind-more =
    { $count ->
        [one] Ещё { $count }
        [few] Ещё { $count }
       *[other] Ещё { $count }
    }
remind-bare =
    { $count ->
        [one] { $count } человек с брелоком – без действующего листа.
        [few] { $count } человека с брелоком – без действующего листа.
       *[other] { $count } человек с брелоком – без действующего листа.
    }
