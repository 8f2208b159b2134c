## Один поиск для всего.

find-title = Найти что угодно
find-placeholder = Человек, брелок, серийный номер или нужное действие
find-nothing = Ничего не найдено.
find-go = Перейти: { $place }
find-sync = Сверить брелок
find-whose = Чей это брелок?
find-code = Проверить код восстановления
find-lost = Брелок утерян
find-add = Добавить человека
find-import = Загрузить список людей
find-lock = Запереть окно
find-practise = Потренироваться на программных брелоках
find-practise-end = Закончить учёбу
find-fob = Брелок { $serial }
