## Сверка счётчиков: два кода подряд говорят, что с брелоком.

sync-note = Два кода подряд, и видно, в чём дело
sync-panel = Человек и коды
sync-who = У кого брелок?
sync-code-1 = Первый код
sync-code-2 = Второй код
sync-code-3 = Третий код
sync-again = введите снова
sync-no-fob = брелока в работе нет
sync-fob = брелок { $serial }
sync-nobody = ничей

sync-ask-who = Наберите имя
sync-ask-who-about = Когда подходит только один человек, курсор сам перейдёт дальше. Никто не знает, чей брелок? Нажмите на него или введите два его кода.
sync-ask-alone = Нажмите на брелок или введите его первый код
sync-ask-alone-about = По двум кодам подряд программа узнает, чей это брелок.
sync-ask-first = Попросите назвать код
sync-ask-first-about = Одно нажатие, и что показал брелок. Подойдёт и код, который не приняли.
sync-ask-second = Теперь следующий код
sync-ask-second-about = Ещё одно нажатие того же брелока; или дождитесь, пока код сменится.
sync-ask-stopped = Остановлено
sync-ask-stopped-about = Ничего не изменено. Enter начнёт поиск снова.

sync-searching = Сравниваю…
sync-searching-about = Если брелок ушёл далеко вперёд, это займёт немного времени.
sync-compared = Кодов сравнено: { $count }
sync-stop = Остановить
sync-stopping = Останавливаю…

sync-slip = Проверьте цифру { $digit }: { $typed } или { $meant }?
sync-slip-swapped = Проверьте цифры { $digit } и { $next }: { $typed } или { $meant }?

sync-at-ledger = хранилище
sync-at-fob = брелок
sync-together = Ни одного лишнего нажатия
sync-ahead =
    { $count ->
        [one] На { $shown } нажатие впереди
        [few] На { $shown } нажатия впереди
       *[many] На { $shown } нажатий впереди
    }
sync-behind =
    { $count ->
        [one] На { $shown } нажатие позади
        [few] На { $shown } нажатия позади
       *[many] На { $shown } нажатий позади
    }
sync-clock-right = Часы идут верно
sync-clock-true = верное время
sync-side-slow = отстают
sync-side-fast = спешат
sync-slow =
    { $count ->
        [one] Отстают на { $shown } шаг
        [few] Отстают на { $shown } шага
       *[many] Отстают на { $shown } шагов
    }
sync-fast =
    { $count ->
        [one] Спешат на { $shown } шаг
        [few] Спешат на { $shown } шага
       *[many] Спешат на { $shown } шагов
    }

sync-certainty-confirmed = Точно.
sync-certainty-likely = Вероятно, но не точно.
sync-certainty-possible = Возможно, не более того.
sync-chance = Случайно так бывает один раз из { $count }.

sync-swap = Поменять местами
sync-next = Следующий человек
sync-put = Подвести счётчик

sync-warnings = Позвоните первыми
sync-warnings-none = Никто не выделяется. Здесь будет назван тот, кому скоро откажут в коде.
sync-put-short = Сверить
