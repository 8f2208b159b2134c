## The bench: what is plugged in, and giving it to a person.

bench-title = Bench
bench-count =
    { $count ->
        [0] Nothing is plugged in
        [one] One fob is plugged in
       *[other] { $count } fobs are plugged in
    }
bench-looking = Looking at what is plugged in…
bench-fobs = Fobs plugged in

empty-title = Plug in a fob
empty-now = Any USB port of this computer will do. The fob appears here by itself.
empty-hint-title = Nothing happens?
empty-hint-side = Turn it over: many fobs fit both ways, but work only one way up.
empty-hint-port = Try another port, without a hub or an extension lead.
empty-hint-reader = Lay a contactless fob flat on the reader, and leave it there.

fob-serial = Serial
fob-serial-none = No serial
fob-firmware = Firmware
fob-clock = Clock
fob-slot = Slot { $slot }
fob-slot-short = short touch
fob-slot-long = long touch
fob-slot-free = free
fob-slot-ours = in use, ours
fob-slot-foreign = in use, not ours
fob-slot-used = in use
fob-apps = What it can do
fob-reader = Reader
fob-person = Belongs to
fob-state = In the ledger
fob-state-new = not yet
fob-state-stock = in stock
fob-state-assigned = given out
fob-state-suspended = suspended
fob-state-lost = reported lost
fob-state-returned = returned
fob-state-retired = retired
fob-picture = Drawing of a { $model }
fob-unknown = Unknown fob

app-oath = OATH codes
app-otp = Touch slots
app-piv = PIV
app-openpgp = OpenPGP
app-fido2 = FIDO2
app-u2f = U2F
app-hsmauth = HSM Auth

bench-which = Which fob?
bench-away = The fob is not plugged in
bench-settled = Fob { $serial }: what was cut off is finished.
fob-choose = Choose { $model } { $serial }

give-title = A fob for
give-nobody-yet = Type a name: Enter gives the fob
give-who = Who is it for?
give-add = Add “{ $text }” as a new person
give-nobody = Nobody fits. Enter adds a new person.
give-new = A new person
give-new-name = Name
give-new-login = Login
give-new-add = Add and go on
give-new-leave = Search again
give-profile = How
give-button = Give this fob
give-which = { $count } fobs are plugged in. Choose one: click it, or press Alt and its number.
give-stop = Stop
give-stopping = Stopping…
give-again = Try again
give-leave = Leave it
give-comes-back = Plug fob { $serial } in again: the work goes on by itself.
give-unproven = Written, but not proven: keep this fob at the desk until it is.
give-next = Next person

profile-oath-hotp = Counter codes, read by the computer (OATH app)
profile-oath-totp = Codes by the clock, read by the computer (OATH app)
profile-slot1-hotp = Types its code at a short touch (slot 1)
profile-slot2-hotp = Types its code at a long touch (slot 2)

step-done = done
step-sealed = Secret made and sealed
step-sealed-about = safe in the ledger before the fob hears of it
step-written-oath = Written to the OATH app
step-written-slot1 = Written to slot 1
step-written-slot2 = Written to slot 2
step-written-about = the fob has the secret now
step-proven = Proven
step-proven-about = a live code from the fob, compared with ours
step-given = Given to { $name }
step-given-about = on record, with the time and your name
step-codes = Recovery sheet
step-codes-about = ten codes for the day the fob is lost; only the newest sheet is valid
step-codes-made = set { $set } · only the newest sheet is valid
step-codes-none = No recovery sheet this time
step-ms = { $ms } ms
step-seconds = { $seconds } s

touch-now = Touch the fob now
touch-how = Put a finger on the metal of the { $model } and take it off again.
touch-how-any = Put a finger on the metal of the fob and take it off again.
touch-left = { $seconds } s
touch-stopping = Stopping as soon as the fob stops waiting
touch-stopping-how = It still waits for a finger: let the time run out, or pull it.

code-press-slot1 = Press the fob: a short touch
code-press-slot2 = Press the fob: a long touch, three seconds
code-press-oath = Type the code that stands on the fob’s display
code-plug-in = Plug the fob in again, then press it
code-how = It types its code into this field by itself. A code read elsewhere can be typed too.
code-how-display = If the display is dark, press the fob’s button. It need not stay plugged in or on the reader.
code-check = Check the code
code-later = Later

consent-label = Last four digits of the serial
consent-hint = They stand on the fob itself, and on its card here.
consent-agree = Overwrite it
consent-leave = Leave it as it is

sheet-none = No sheet

waiting-slot1 = Written to slot 1, not proven
waiting-slot2 = Written to slot 2, not proven
waiting-oath = Begun in the OATH app, not proven
waiting-for = Fob { $serial } for { $name }. It must not leave the desk before it is proven.
waiting-prove = Prove it now
waiting-elsewhere =
    { $count ->
        [one] One fob waits for its proof: plug it in
       *[other] { $count } fobs wait for their proof: plug them in
    }

empty-practise = Try it with practice fobs
empty-practise-about = Fobs made of software, with a ledger of their own.

bench-whose = Whose fob is this?
check-title = Counter
check-do = Check its counter
check-again = Check again
check-asking = Asking the fob…
check-sync = Type its codes

found-title = This fob was reported lost
found-title-retired = This fob was retired
found-retired-about = It is never given out again. Pull it out, and put it where nobody takes it for a new one.
found-ask = What is to be done with it?
found-give = Give it back to { $name }
found-to-stock = Put it back into stock
found-give-about = It is asked first whether it still holds what was given out. The emergency code ends.
found-deny = Keep it out of use
found-deny-about = It stays reported lost, and opens nothing.
found-retire = Retire it
found-retire-about = It is never given out again.
found-retire-sure = Retire it for good? This cannot be undone.
found-kept = It stays out of use. Put it away, or decide otherwise.
found-again = Decide again
found-given = Fob { $serial } is { $name }’s again.
found-stock = Fob { $serial } is in stock again.
found-retired = Fob { $serial } is retired.

take-do = Take back and empty
take-title = Take fob { $serial } back from { $name }?
take-text = It is nobody’s from then on, and can be given to somebody else.
take-goes = Taken off the fob:
take-all = whatever Fobdesk has written to it
take-stays = What others have put on it stays. A recovery sheet stays valid.
take-doing = Emptying…
take-done = Fob { $serial } is back and empty.
take-scrambled = Fob { $serial } is back. It cannot be emptied: a secret that nobody knows was written over ours.
take-full = This fob came back and still holds what was written to it.
take-now = Empty it now
take-title-nobody = Empty fob { $serial }?

maker-ask = Is it genuine?
maker-asking = Asking the fob who made it…
maker-again = Ask once more whether it is genuine
maker-genuine = Genuine
maker-not-genuine = Not genuine
maker-cannot-tell = Cannot tell
maker-agree = Make the key and ask
maker-file = Choose the maker’s file…
