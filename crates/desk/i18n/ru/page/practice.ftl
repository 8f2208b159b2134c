## Учёба: маленькая панель вместо руки на программном брелоке.

practice-panel = Учебные брелоки
practice-plug = Вставить
practice-pull = Вынуть
practice-touch = Коснуться
practice-press-short = Коротко
practice-press-long = Долго
practice-display = Ввести код с экрана
practice-slow = Медленные брелоки
practice-end = Закончить учёбу

model-yubikey5 = YubiKey 5
model-yubikey5-nfc = YubiKey 5 NFC
model-yubikey4 = YubiKey 4
model-yubikey-neo = YubiKey NEO
model-canokey = CanoKey
model-nitrokey3 = Nitrokey 3
model-token2-nfc = Token2 NFC
model-molto2 = Token2 Molto2
