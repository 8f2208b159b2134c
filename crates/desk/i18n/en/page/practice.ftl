## Practice: the small panel that stands for a hand on a fob made of software.

practice-panel = Practice fobs
practice-plug = Plug in
practice-pull = Pull out
practice-touch = Touch
practice-press-short = Short press
practice-press-long = Long press
practice-display = Type what it shows
practice-slow = Slow fobs
practice-end = End practice

model-yubikey5 = YubiKey 5
model-yubikey5-nfc = YubiKey 5 NFC
model-yubikey4 = YubiKey 4
model-yubikey-neo = YubiKey NEO
model-canokey = CanoKey
model-nitrokey3 = Nitrokey 3
model-token2-nfc = Token2 NFC
model-molto2 = Token2 Molto2
